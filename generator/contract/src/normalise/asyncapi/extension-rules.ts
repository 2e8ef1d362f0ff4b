/** What a member of an extension has to be; an object: an object with these members. */
export type MemberRule =
  | "text"
  | "pointer"
  | "message"
  | "messages"
  | "milliseconds"
  | "flag"
  | "close codes"
  | readonly string[]
  | { readonly [member: string]: MemberRule };

/** The members of one extension. A member whose name ends with `?` may be absent. */
export interface ExtensionRule {
  readonly members: { readonly [member: string]: MemberRule };
  /** What must be there besides; the reason if it is not. */
  readonly demand?: (value: { readonly [member: string]: unknown }) => string | undefined;
}

const acknowledgement = { messages: "messages", id: "pointer", answer: "message", of: "pointer" } as const;

/** The extensions of channels that are sockets; `docs/extensions.md` says what they switch on. */
export const channelExtensions: Readonly<Record<string, ExtensionRule>> = {
  "x-parlance-heartbeat": { members: { intervalMs: "milliseconds", timeoutMs: "milliseconds", "send?": "message" } },
  "x-parlance-token": {
    members: {
      in: ["query", "header", "message"],
      "name?": "text",
      "plain?": "flag",
      "message?": "message",
      "pointer?": "pointer",
      "refresh?": { message: "message", pointer: "pointer", beforeMs: "milliseconds" },
    },
    demand: (value) => missing(value, value["in"] === "message" ? ["message", "pointer"] : ["name"]),
  },
  "x-parlance-subscription": {
    members: { subscribe: "message", "unsubscribe?": "message", key: "pointer", of: "pointer" },
  },
  "x-parlance-resume": {
    members: { position: "pointer", "query?": "text", "message?": "message", "pointer?": "pointer" },
    demand: (value) => (value["query"] === undefined ? missing(value, ["message", "pointer"]) : undefined),
  },
  "x-parlance-acknowledgement": { members: { "send?": acknowledgement, "receive?": acknowledgement } },
  "x-parlance-close": { members: { final: "close codes" } },
};

/** Extensions of channels that others read. */
export const otherExtensions: ReadonlySet<string> = new Set(["x-parlance-channel", "x-parlance-name"]);

function missing(value: { readonly [member: string]: unknown }, members: readonly string[]): string | undefined {
  const absent = members.find((each) => value[each] === undefined);
  return absent === undefined ? undefined : `\`${absent}\` is missing`;
}
