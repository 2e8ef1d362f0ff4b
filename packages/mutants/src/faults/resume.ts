import type { Fault, Frame, Hooks } from "../fault.ts";
import { channelIn, isReplayed, isResumed, numberIn, perPeer, sends, withSince } from "../frames.ts";
import { onResume } from "./subjects.ts";
import { orderFaults } from "./order.ts";
import { sessionFaults } from "./session.ts";
import { streamFaults } from "./stream.ts";

/** Faults of the order of messages, and of going on after an interruption. */
export const resumeFaults: readonly Fault[] = [
  ...orderFaults,
  sends(onResume("cut-lost", "What was missed is not sent, though it says so"), isReplayed, () => []),
  { ...onResume("replay-first-lost", "The first message that was missed is left out"), apply: firstLost },
  atLive("replay-last-lost", "The last message before the live ones is left out", (replayed, live) => [
    ...replayed.slice(0, -1),
    live,
  ]),
  atLive("replay-reversed", "What was missed comes with the newest first", (replayed, live) => [
    ...replayed.toReversed(),
    live,
  ]),
  atLive("replay-late", "What was missed comes after it is said to be over", (replayed, live) => [live, ...replayed]),
  sends(onResume("replay-twice", "What was missed is sent twice"), isReplayed, (frame) => [frame, frame]),
  sends(onResume("replay-altered", "What was missed comes with other data"), isReplayed, (frame) => [
    { ...frame, data: null },
  ]),
  sends(onResume("replay-foreign", "What was missed of another channel is sent too"), isReplayed, (frame) => [
    frame,
    { ...frame, channel: `${channelIn(frame)}.other` },
  ]),
  {
    ...onResume("replay-earlier", "What had come already is sent again"),
    apply: () => ({
      receive: (frame) => [
        withSince(frame, (since) => ({ ...since, offset: Math.max(0, numberIn(since, "offset") - 2) })),
      ],
    }),
  },
  sends(onResume("count-untrue", "More messages are announced than follow"), isResumed, (frame) => [
    { ...frame, count: numberIn(frame, "count") + 1 },
  ]),
  unrecovered("gap-silent", "Nothing tells that messages are lost", "none"),
  unrecovered("recovered-untrue", "It says that nothing is lost, though messages are", "yes"),
  sends(
    onResume("gap-untrue", "It tells of a gap where nothing is lost"),
    (frame) => isResumed(frame) && frame["recovered"] === "yes",
    (frame) => {
      const at = { epoch: frame["epoch"] ?? "", offset: frame["offset"] ?? 0 };
      return [frame, { type: "gap", channel: channelIn(frame), from: at, to: at, reason: "history_exceeded" }];
    },
  ),
  ...sessionFaults,
  ...streamFaults,
];

function firstLost(): Hooks {
  const beginning = perPeer(() => new Set<string>());
  return {
    send: (frame, peer) => {
      if (isResumed(frame)) beginning(peer).add(channelIn(frame));
      return isReplayed(frame) && beginning(peer).delete(channelIn(frame)) ? [] : [frame];
    },
  };
}

/** A fault of what is sent where it is said that the messages are live. */
function atLive(
  name: string,
  title: string,
  change: (replayed: readonly Frame[], live: Frame) => readonly Frame[],
): Fault {
  const apply = (): Hooks => {
    const replayedTo = perPeer(() => new Map<string, readonly Frame[]>());
    return {
      send: (frame, peer) => {
        const [replayed, channel] = [replayedTo(peer), channelIn(frame)];
        const before = replayed.get(channel) ?? [];
        if (isReplayed(frame)) {
          replayed.set(channel, [...before, frame]);
          return [];
        }
        if (frame["type"] !== "live") return [frame];
        replayed.delete(channel);
        return change(before, frame);
      },
    };
  };
  return { ...onResume(name, title), apply };
}

/** A fault of what is said where messages are lost. */
function unrecovered(name: string, title: string, recovered: string): Fault {
  const send: Hooks["send"] = (frame) => {
    if (frame["type"] === "gap") return [];
    return [isResumed(frame) && frame["recovered"] === "no" ? { ...frame, recovered } : frame];
  };
  return { ...onResume(name, title), apply: () => ({ send }) };
}
