import type { Fault, Frame, Hooks } from "../fault.ts";
import { numberIn, sends } from "../frames.ts";
import { hasClaims, isExpired, isMalformed, mayAll } from "../tokens.ts";
import { onChannels } from "./subjects.ts";

/** The frames that a client may send. */
const known = new Set(
  "hello subscribe unsubscribe publish presence history request cast auth ping pong error".split(" "),
);

/** Faults of how a session begins, of what requests are answered, and of who is present. */
export const replyFaults: readonly Fault[] = [
  ...Object.entries({
    missing: (token) => token === undefined,
    malformed: isMalformed,
    forged: hasClaims,
    expired: isExpired,
    revoked: mayAll,
  } satisfies Record<string, NonNullable<Hooks["identify"]>>).map(([name, identify]): Fault => ({
    ...onChannels(`hello-${name}`, `A connection is opened with a token that is ${name}`),
    apply: () => ({ identify }),
  })),
  {
    ...onChannels("close-code", "A bad token is answered with a close code that says to come back at once"),
    apply: () => ({ close: (code) => (code >= 4000 && code < 4100 ? 4200 : code) }),
  },
  ofType("bye-missing", "A connection is closed without a word", "bye", () => []),
  onPublished("reply-missing", "A publish is not answered", () => []),
  onPublished("reply-twice", "A publish is answered twice", (frame) => [frame, frame]),
  onPublished("reply-id", "A publish is answered under another id", (frame) => [
    { ...frame, id: numberIn(frame, "id") + 1000 },
  ]),
  onPublished("reply-offset", "A publish is answered with another offset than the message gets", (frame) => [
    { ...frame, offset: numberIn(frame, "offset") + 1 },
  ]),
  sends(
    onChannels("refusal-as-ok", "A request that is refused is answered with ok"),
    (frame) => frame["type"] === "error" && "id" in frame,
    ({ id = 0 }) => [{ type: "ok", id }],
  ),
  {
    ...onChannels("publish-repeated", "A publish that comes again under its id is a new message"),
    apply: () => {
      let count = 0;
      return {
        receive: (frame) => {
          count += 1;
          return [frame["type"] === "publish" ? { ...frame, publishId: `p${count}` } : frame];
        },
      };
    },
  },
  {
    ...onChannels("unknown-frame-closes", "A request of an unknown type ends the connection"),
    apply: () => ({
      receive: (frame, peer) => {
        if (known.has(String(frame["type"]))) return [frame];
        peer.end("The frame is not known.");
        return [];
      },
    }),
  },
  ofType("ping-unanswered", "A ping is not answered", "pong", () => []),
  onPresence("enter-untold", "Nobody is told who enters", "enter", () => []),
  onPresence("leave-untold", "Nobody is told who leaves", "leave", () => []),
  onPresence("enter-twice", "Who enters is told twice", "enter", (frame) => [frame, frame]),
  ofType("sync-lacks", "The list of who is present lacks a member", "presence_sync", (frame) => [
    { ...frame, members: Array.isArray(frame["members"]) ? frame["members"].slice(1) : [] },
  ]),
];

function ofType(name: string, title: string, type: string, change: (frame: Frame) => readonly Frame[]): Fault {
  return sends(onChannels(name, title), (frame) => frame["type"] === type, change);
}

function onPresence(name: string, title: string, event: string, change: (frame: Frame) => readonly Frame[]): Fault {
  const which = (frame: Frame): boolean => frame["type"] === "presence" && frame["event"] === event;
  return sends(onChannels(name, title), which, change);
}

function onPublished(name: string, title: string, change: (frame: Frame) => readonly Frame[]): Fault {
  return sends(onChannels(name, title), (frame) => frame["type"] === "ok" && "messageId" in frame, change);
}
