import type { Json } from "@parlance/contract";
import { isObject } from "../edits.ts";
import type { Fault, Frame, Hooks, Peer } from "../fault.ts";
import { channelIn, subscriptionsIn, withSince } from "../frames.ts";
import { onResume } from "./subjects.ts";
import { mayNothing } from "../tokens.ts";

/** Faults of who may go on with what, and of what is said of it. */
export const sessionFaults: readonly Fault[] = [
  { ...onResume("epoch-changed", "The epoch is another after an interruption, and nothing tells it"), apply: newEpoch },
  { ...onResume("resumed-untrue", "A session that is unknown is said to be taken up"), apply: resumedUntrue },
  { ...onResume("session-taken", "Who names a session takes it up, whatever the token"), apply: sessionTaken },
  { ...onResume("unscoped", "Going on after a position takes no right"), apply: unscoped },
];

/** Whoever goes on after a position gets another epoch, everywhere and from then on. */
function newEpoch(): Hooks {
  const changed = new WeakMap<Peer, string>();
  let count = 0;
  return {
    receive: (frame, peer) => {
      const own = withSince(frame, (since) => {
        count += 1;
        if (!changed.has(peer)) changed.set(peer, `-${count}`);
        return since;
      });
      return [withEpoch(own, (epoch) => epoch.replace(/-\d+$/u, "")) as Frame];
    },
    send: (frame, peer) => {
      const suffix = changed.get(peer) ?? "";
      return [suffix === "" ? frame : (withEpoch(frame, (epoch) => epoch + suffix) as Frame)];
    },
  };
}

function withEpoch(value: Json, change: (epoch: string) => string): Json {
  if (Array.isArray(value)) return value.map((item: Json) => withEpoch(item, change));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      name === "epoch" && typeof member === "string" ? change(member) : withEpoch(member, change),
    ]),
  );
}

/** The session that a hello names. */
function resumedBy(frame: Frame): string | undefined {
  const resume = frame["type"] === "hello" ? frame["resume"] : undefined;
  return isObject(resume) ? String(resume["session"]) : undefined;
}

function resumedUntrue(): Hooks {
  const resuming = new WeakSet<Peer>();
  return {
    receive: (frame, peer) => {
      if (resumedBy(frame) !== undefined) resuming.add(peer);
      return [frame];
    },
    send: (frame, peer) => [frame["type"] === "welcome" && resuming.has(peer) ? { ...frame, resumed: true } : frame],
  };
}

/** Puts the token that began a session in place of the one that goes on with it. */
function sessionTaken(): Hooks {
  const tokens = new Map<string, Json>();
  const saidBy = new WeakMap<Peer, Json>();
  return {
    receive: (frame, peer) => {
      if (frame["type"] !== "hello") return [frame];
      const first = tokens.get(resumedBy(frame) ?? "") ?? frame["token"];
      if (first === undefined) return [frame];
      saidBy.set(peer, first);
      return [{ ...frame, token: first }];
    },
    send: (frame, peer) => {
      const token = saidBy.get(peer);
      if (frame["type"] === "welcome" && token !== undefined) tokens.set(String(frame["session"]), token);
      return [frame];
    },
  };
}

function unscoped(): Hooks {
  const bare = new Map<Peer, Set<string>>();
  return {
    receive: (frame, peer) => {
      if (frame["type"] === "hello" && mayNothing(String(frame["token"]))) bare.set(peer, new Set());
      for (const wanted of subscriptionsIn(frame))
        if (wanted["since"] !== undefined) bare.get(peer)?.add(channelIn(wanted));
      return [frame];
    },
    permit: ({ connection, channel }) => [...bare].some(([{ id }, going]) => id === connection && going.has(channel)),
  };
}
