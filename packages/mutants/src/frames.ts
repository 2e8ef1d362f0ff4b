import type { Json } from "@parlance/contract";
import { isObject } from "./edits.ts";
import type { Fault, Frame, Hooks, Peer } from "./fault.ts";

/** The watch over tunnels and their clients, as clients subscribe to it. */
export const watch = "watch:tunnels";

/** True for a message of a channel, or for one with an event if it is named. */
export function isMessage(frame: Frame, event?: string): boolean {
  return frame["type"] === "message" && (event === undefined || frame["event"] === event);
}

/** True for a message that was missed, and is sent to who goes on. */
export function isReplayed(frame: Frame): boolean {
  return isMessage(frame) && frame["replay"] === true;
}

/** True for a message of a log that is sent as it is published. */
export function isLive(frame: Frame): boolean {
  return isMessage(frame) && frame["offset"] !== undefined && frame["replay"] !== true;
}

/** True for the answer to a subscription. */
export function isSubscribed(frame: Frame): boolean {
  return frame["type"] === "ok" && "recovered" in frame;
}

/** True for the answer to a subscription that goes on after a position. */
export function isResumed(frame: Frame): boolean {
  return isSubscribed(frame) && frame["recovered"] !== "none";
}

/** The name of the channel that a frame is about. */
export function channelIn(frame: Frame): string {
  return String(frame["channel"]);
}

/** A member of a frame as a number; NaN if it is none. */
export function numberIn(frame: Frame, member: string): number {
  const value: Json | undefined = frame[member];
  return typeof value === "number" ? value : NaN;
}

/** The event that a message bears as its data. */
export function eventIn(frame: Frame): Frame {
  return isObject(frame["data"]) ? frame["data"] : {};
}

/** What the event of a message is about. */
export function dataIn(frame: Frame): Frame {
  const data = eventIn(frame)["data"];
  return isObject(data) ? data : {};
}

/** A message with other data in its event. */
export function withData(frame: Frame, data: Frame): Frame {
  return { ...frame, data: { ...eventIn(frame), data } };
}

let made = 0;

/** A message as one of no log: without its place, under an id of its own. */
export function unnumbered({ offset: _offset, previous: _previous, ...frame }: Frame): Frame {
  made += 1;
  return { ...frame, messageId: `msg_${String(made).padStart(16, "0")}` };
}

/** What a frame subscribes to. */
export function subscriptionsIn(frame: Frame): readonly Frame[] {
  if (frame["type"] === "subscribe") return [frame];
  const wanted = frame["type"] === "hello" ? frame["subscriptions"] : undefined;
  return Array.isArray(wanted) ? wanted.filter(isObject) : [];
}

/** A frame with other positions to go on after. */
export function withSince(frame: Frame, change: (since: Frame) => Frame): Frame {
  const changed = (wanted: Frame): Frame =>
    isObject(wanted["since"]) ? { ...wanted, since: change(wanted["since"]) } : wanted;
  if (frame["type"] === "subscribe") return changed(frame);
  const wanted = frame["type"] === "hello" ? frame["subscriptions"] : undefined;
  if (!Array.isArray(wanted)) return frame;
  return { ...frame, subscriptions: wanted.map((each: Json) => (isObject(each) ? changed(each) : each)) };
}

/** A fault of frames that go to clients. */
export function sends(
  of: Omit<Fault, "apply">,
  which: (frame: Frame, peer: Peer) => boolean,
  change: (frame: Frame, peer: Peer) => readonly Frame[],
): Fault {
  const send: NonNullable<Hooks["send"]> = (frame, peer) => (which(frame, peer) ? change(frame, peer) : [frame]);
  return { ...of, apply: () => ({ send }) };
}

/** Memory of each connection, made when it is first asked for. */
export function perPeer<Value>(make: () => Value): (peer: Peer) => Value {
  const values = new WeakMap<Peer, Value>();
  return (peer) => {
    const value = values.get(peer) ?? make();
    values.set(peer, value);
    return value;
  };
}
