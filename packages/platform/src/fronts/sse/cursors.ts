import { createHash, hkdfSync, randomBytes } from "node:crypto";
import type { ServerFrame } from "@parlance/protocol";
import type { Position } from "../../broker/broker.js";
import { problem } from "../../problem/platform-error.js";
import { seal, unseal } from "../../security/seal.js";

/** What a cursor was made with. */
export interface CursorOrigin {
  /** The digest of the ticket that opened the stream; null if it was opened with a token. */
  readonly ticket: string | null;
}

/** What a cursor says. */
export interface Cursor extends CursorOrigin {
  readonly session: string;
  /** Where the user's own channel goes on; undefined if the stream had none. */
  readonly inbox: Position | undefined;
  /** Where a channel goes on; undefined if the stream did not have it. */
  positionOf(channel: string): Position | undefined;
}

type Content = readonly [
  session: string,
  ticket: string | null,
  inbox: string | null,
  ...positions: readonly (string | number)[],
];

const saltLength = 16;
const digestLength = 6;

/**
 * Writes and reads the cursors of event streams: sealed, so that they hide the session and cannot be made up, and complete, so
 * that any node and any later process can go on. 200 channels fit in the 8 KiB that the contract allows.
 */
export class Cursors {
  readonly #secret: string;

  constructor(secret: string) {
    this.#secret = secret;
  }

  /**
   * The writer of one stream of these channels. Each stream has a key of its own, so that none seals too often. A stream that goes on
   * knows from its first event where, for it may break before it says so of each channel.
   */
  writer(origin: CursorOrigin, channels: readonly string[] = [], from?: Cursor): CursorWriter {
    const salt = randomBytes((saltLength * 3) / 4).toString("base64url");
    const known = channels.flatMap((channel): (readonly [string, Position])[] => {
      const position = from?.positionOf(channel);
      return position === undefined ? [] : [[digest(channel), position]];
    });
    return new CursorWriter(origin, new Map(known), (text) => salt + seal(this.#key(salt), text));
  }

  /** Throws `invalid_cursor` for what this platform did not write. */
  read(cursor: string): Cursor {
    const text = unseal(this.#key(cursor.slice(0, saltLength)), cursor.slice(saltLength));
    if (text === undefined) throw problem("invalid_cursor", "The cursor is not of this platform. Start without one.");
    const [session, ticket, inbox, ...entries] = JSON.parse(text) as Content;
    const positions = new Map<unknown, Position>();
    for (let at = 0; at + 2 < entries.length; at += 3)
      positions.set(entries[at], { epoch: String(entries[at + 1]), offset: Number(entries[at + 2]) });
    const positionOf = (channel: string): Position | undefined => positions.get(digest(channel));
    return { session, ticket, inbox: positions.get(inbox), positionOf };
  }

  #key(salt: string): Uint8Array {
    return new Uint8Array(hkdfSync("sha256", this.#secret, salt, "parlance-cursor-v1", 32));
  }
}

/** Follows the positions of one stream. */
export class CursorWriter {
  readonly #origin: CursorOrigin;
  readonly #seal: (text: string) => string;
  readonly #positions: Map<string, Position>;
  #session: string | undefined;
  #inbox: string | null = null;

  constructor(origin: CursorOrigin, positions: ReadonlyMap<string, Position>, sealText: (text: string) => string) {
    this.#origin = origin;
    this.#positions = new Map(positions);
    this.#seal = sealText;
  }

  /** The cursor behind a frame; undefined if the frame moves no position. */
  after(frame: ServerFrame): string | undefined {
    if (!this.#follow(frame) || this.#session === undefined) return undefined;
    const entries = [...this.#positions].flatMap(([name, { epoch, offset }]) => [name, epoch, offset]);
    const content: Content = [this.#session, this.#origin.ticket, this.#inbox, ...entries];
    return this.#seal(JSON.stringify(content));
  }

  #follow(frame: ServerFrame): boolean {
    // Subscriptions with a number were made by commands, whose client keeps their positions itself.
    if ("subscription" in frame && frame.subscription !== undefined) return false;
    switch (frame.type) {
      case "welcome":
        this.#session = frame.session;
        if (frame.inbox === null) return true;
        this.#inbox = digest(frame.inbox.channel);
        return this.#move(frame.inbox.channel, frame.inbox);
      case "ok":
        return (
          "channel" in frame && "epoch" in frame && this.#move(String(frame.channel), frame as unknown as Position)
        );
      case "gap":
        return this.#move(frame.channel, frame.to);
      case "message": {
        const known = this.#positions.get(digest(frame.channel));
        const { offset, epoch = known?.epoch } = frame;
        return offset !== undefined && epoch !== undefined && this.#move(frame.channel, { epoch, offset });
      }
      default:
        return false;
    }
  }

  #move(channel: string, { epoch, offset }: Position): boolean {
    this.#positions.set(digest(channel), { epoch, offset });
    return true;
  }
}

/** Names a channel briefly. Two that share a name cost a replay or a gap, never a message. */
function digest(channel: string): string {
  return createHash("sha256").update(channel).digest("base64url").slice(0, digestLength);
}
