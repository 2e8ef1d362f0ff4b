/** The payload of every message: 200 bytes of JSON and a few. */
export interface Message {
  readonly id: number;
  readonly sentAt: number;
  readonly user: string;
  readonly kind: string;
  readonly room: string;
  readonly text: string;
  readonly weight: number;
  readonly ok: boolean;
  readonly tag: string;
}

/** The message of a number. */
export function messageOf(id: number): Message {
  return {
    id,
    sentAt: 1_700_000_000_000 + id,
    user: "user-12345",
    kind: "chat.message",
    room: "general",
    text: "The quick brown fox jumps over the lazy dog and then some t",
    weight: 12.75,
    ok: true,
    tag: "abcd",
  };
}
