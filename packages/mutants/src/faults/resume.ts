import type { Json } from "@parlance/contract";
import { isObject } from "../edits.ts";
import type { Fault, Frame, Hooks, Peer } from "../fault.ts";
import { isMessage, numberIn, sends } from "../frames.ts";
import { mayNothing } from "../tokens.ts";
import { streamFaults } from "./stream.ts";

/** How long a message is held back for one that it is to change places with. */
const holdMs = 100;
/** Offsets that count down begin here. */
const highest = 1_000_000_000;

/** Faults of the order of messages, and of going on after an interruption. */
export const resumeFaults: readonly Fault[] = [
  { ...fault("swapped", "Every second message changes places with the one before"), apply: swapped },
  sends(fault("offset-repeated", "Every third message has the offset of the one before"), isThird, (frame) => [
    { ...frame, offset: numberIn(frame, "offset") - 1 },
  ]),
  { ...fault("offset-backwards", "Offsets count down"), apply: countingDown },
  sends(fault("live-lost", "Every third message is left out, and nothing tells it"), isThird, () => []),
  sends(fault("cut-lost", "What was missed is not sent, though it says so"), isReplayed, () => []),
  { ...fault("replay-first-lost", "The first message that was missed is left out"), apply: firstLost },
  atLive("replay-last-lost", "The last message before the live ones is left out", (replayed) => replayed.slice(0, -1)),
  atLive("replay-reversed", "What was missed comes with the newest first", (replayed) => replayed.toReversed()),
  sends(fault("replay-twice", "What was missed is sent twice"), isReplayed, (frame) => [frame, frame]),
  sends(fault("replay-foreign", "What was missed of another channel is sent too"), isReplayed, (frame) => [
    frame,
    { ...frame, channel: `${String(frame["channel"])}.other` },
  ]),
  {
    ...fault("replay-earlier", "What had come already is sent again"),
    apply: () => ({
      receive: (frame) => [
        withSince(frame, (since) => ({ ...since, offset: Math.max(0, numberIn(since, "offset") - 2) })),
      ],
    }),
  },
  sends(fault("count-untrue", "More messages are announced than follow"), isResumed, (frame) => [
    { ...frame, count: numberIn(frame, "count") + 1 },
  ]),
  unrecovered("gap-silent", "Nothing tells that messages are lost", "none"),
  unrecovered("recovered-untrue", "It says that nothing is lost, though messages are", "yes"),
  { ...fault("epoch-changed", "The epoch is another after an interruption, and nothing tells it"), apply: newEpoch },
  { ...fault("resumed-untrue", "A session that is unknown is said to be taken up"), apply: resumedUntrue },
  { ...fault("unscoped", "Going on after a position takes no right"), apply: unscoped },
  { ...fault("resubscribed-twice", "Who subscribes again gets each message twice"), apply: subscribedTwice },
  ...streamFaults,
];

function fault(name: string, title: string): Omit<Fault, "apply"> {
  return { id: `resume-${name}`, area: "resume", title, only: ["socket", "channels", "channels.*"] };
}

function isReplayed(frame: Frame): boolean {
  return isMessage(frame) && frame["replay"] === true;
}

function isLive(frame: Frame): boolean {
  return isMessage(frame) && frame["offset"] !== undefined && frame["replay"] !== true;
}

function isThird(frame: Frame): boolean {
  return isLive(frame) && numberIn(frame, "offset") % 3 === 0;
}

/** True for the answer to a subscription that goes on after a position. */
function isResumed(frame: Frame): boolean {
  return frame["type"] === "ok" && "recovered" in frame && frame["recovered"] !== "none";
}

function keyOf(frame: Frame): string {
  return String(frame["channel"]);
}

/** Memory of each connection, made when it is first asked for. */
function perPeer<Value>(make: () => Value): (peer: Peer) => Value {
  const values = new WeakMap<Peer, Value>();
  return (peer) => {
    const value = values.get(peer) ?? make();
    values.set(peer, value);
    return value;
  };
}

function swapped(): Hooks {
  const heldOf = perPeer(() => new Map<string, Frame>());
  return {
    send: (frame, peer) => {
      if (!isLive(frame)) return [frame];
      const [held, key] = [heldOf(peer), keyOf(frame)];
      const before = held.get(key);
      held.delete(key);
      if (before !== undefined) return [frame, before];
      held.set(key, frame);
      setTimeout(() => held.get(key) === frame && held.delete(key) && peer.send(frame), holdMs).unref();
      return [];
    },
  };
}

function countingDown(): Hooks {
  const down = (of: Frame, member: string): Frame =>
    of[member] === undefined ? of : { ...of, [member]: highest - numberIn(of, member) };
  return {
    send: (frame) => [isMessage(frame) ? down(down(frame, "offset"), "previous") : frame],
    receive: (frame) => [
      withSince(frame, (since) => (numberIn(since, "offset") > highest / 2 ? down(since, "offset") : since)),
    ],
  };
}

function firstLost(): Hooks {
  const beginning = perPeer(() => new Set<string>());
  return {
    send: (frame, peer) => {
      if (isResumed(frame)) beginning(peer).add(keyOf(frame));
      return isReplayed(frame) && beginning(peer).delete(keyOf(frame)) ? [] : [frame];
    },
  };
}

/** A fault of what is sent before it is said that the messages are live. */
function atLive(name: string, title: string, change: (replayed: readonly Frame[]) => readonly Frame[]): Fault {
  const apply = (): Hooks => {
    const replayedTo = perPeer(() => new Map<string, readonly Frame[]>());
    return {
      send: (frame, peer) => {
        const [replayed, key] = [replayedTo(peer), keyOf(frame)];
        const before = replayed.get(key) ?? [];
        if (isReplayed(frame)) {
          replayed.set(key, [...before, frame]);
          return [];
        }
        if (frame["type"] !== "live") return [frame];
        replayed.delete(key);
        return [...change(before), frame];
      },
    };
  };
  return { ...fault(name, title), apply };
}

/** A fault of what is said where messages are lost. */
function unrecovered(name: string, title: string, recovered: string): Fault {
  const send: Hooks["send"] = (frame) => {
    if (frame["type"] === "gap") return [];
    return [isResumed(frame) && frame["recovered"] === "no" ? { ...frame, recovered } : frame];
  };
  return { ...fault(name, title), apply: () => ({ send }) };
}

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

function resumedUntrue(): Hooks {
  const resuming = new WeakSet<Peer>();
  return {
    receive: (frame, peer) => {
      if (frame["resume"] !== undefined) resuming.add(peer);
      return [frame];
    },
    send: (frame, peer) => [frame["type"] === "welcome" && resuming.has(peer) ? { ...frame, resumed: true } : frame],
  };
}

function unscoped(): Hooks {
  const bare = new Map<Peer, Set<string>>();
  return {
    receive: (frame, peer) => {
      if (frame["type"] === "hello" && mayNothing(String(frame["token"]))) bare.set(peer, new Set());
      for (const { channel, since } of subscriptionsIn(frame))
        if (since !== undefined) bare.get(peer)?.add(String(channel));
      return [frame];
    },
    permit: ({ connection, channel }) => [...bare].some(([{ id }, going]) => id === connection && going.has(channel)),
  };
}

function subscribedTwice(): Hooks {
  const subscribed = perPeer(() => new Map<string, number>());
  return {
    receive: (frame, peer) => {
      const times = subscribed(peer);
      for (const wanted of subscriptionsIn(frame)) times.set(keyOf(wanted), (times.get(keyOf(wanted)) ?? 0) + 1);
      return [frame];
    },
    send: (frame, peer) => (isLive(frame) && (subscribed(peer).get(keyOf(frame)) ?? 0) > 1 ? [frame, frame] : [frame]),
  };
}

/** What a frame subscribes to. */
function subscriptionsIn(frame: Frame): readonly Frame[] {
  if (frame["type"] === "subscribe") return [frame];
  const wanted = frame["type"] === "hello" ? frame["subscriptions"] : undefined;
  return Array.isArray(wanted) ? wanted.filter(isObject) : [];
}

/** A frame with other positions to go on after. */
function withSince(frame: Frame, change: (since: Frame) => Frame): Frame {
  const since = frame["since"];
  if (frame["type"] === "subscribe") return isObject(since) ? { ...frame, since: change(since) } : frame;
  if (frame["type"] !== "hello" || !Array.isArray(frame["subscriptions"])) return frame;
  const one = (wanted: Frame): Frame =>
    isObject(wanted["since"]) ? { ...wanted, since: change(wanted["since"]) } : wanted;
  return {
    ...frame,
    subscriptions: frame["subscriptions"].map((wanted: Json) => (isObject(wanted) ? one(wanted) : wanted)),
  };
}
