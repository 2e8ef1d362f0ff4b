import type { Fault, Frame, Hooks } from "../fault.ts";
import { channelIn, isLive, isMessage, numberIn, perPeer, sends, subscriptionsIn, withSince } from "../frames.ts";
import { onResume } from "./subjects.ts";

/** How long a message is held back for one that it is to change places with. */
const holdMs = 100;
/** Offsets that count down begin here. */
const highest = 1_000_000_000;

/** Faults of the order of messages as they are published. */
export const orderFaults: readonly Fault[] = [
  { ...onResume("swapped", "Every second message changes places with the one before"), apply: swapped },
  sends(onResume("offset-repeated", "Every third message has the offset of the one before"), isThird, (frame) => [
    { ...frame, offset: numberIn(frame, "offset") - 1 },
  ]),
  { ...onResume("offset-backwards", "Offsets count down"), apply: countingDown },
  sends(onResume("live-lost", "Every third message is left out, and nothing tells it"), isThird, () => []),
  { ...onResume("resubscribed-twice", "Who subscribes again gets each message twice"), apply: subscribedTwice },
];

function isThird(frame: Frame): boolean {
  return isLive(frame) && numberIn(frame, "offset") % 3 === 0;
}

function swapped(): Hooks {
  const heldOf = perPeer(() => new Map<string, Frame>());
  return {
    send: (frame, peer) => {
      if (!isLive(frame)) return [frame];
      const [held, channel] = [heldOf(peer), channelIn(frame)];
      const before = held.get(channel);
      held.delete(channel);
      if (before !== undefined) return [frame, before];
      held.set(channel, frame);
      setTimeout(() => held.get(channel) === frame && held.delete(channel) && peer.send(frame), holdMs).unref();
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

function subscribedTwice(): Hooks {
  const subscribed = perPeer(() => new Map<string, number>());
  return {
    receive: (frame, peer) => {
      const times = subscribed(peer);
      for (const wanted of subscriptionsIn(frame))
        times.set(channelIn(wanted), (times.get(channelIn(wanted)) ?? 0) + 1);
      return [frame];
    },
    send: (frame, peer) =>
      isLive(frame) && (subscribed(peer).get(channelIn(frame)) ?? 0) > 1 ? [frame, frame] : [frame],
  };
}
