import type { Json } from "@parlance/contract";
import { isObject } from "./edits.ts";
import type { Fault, Frame, Hooks, Peer } from "./fault.ts";

/** The watch over tunnels and their clients, as clients subscribe to it. */
export const watch = "watch:tunnels";

/** True for a message of a channel, or for one with an event if it is named. */
export function isMessage(frame: Frame, event?: string): boolean {
  return frame["type"] === "message" && (event === undefined || frame["event"] === event);
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

/** The answer to a request that is refused, as one that is granted. */
export function isAnswer(frame: Frame, member: string): boolean {
  return frame["type"] === "ok" && member in frame;
}

/** A fault of what goes to clients; of the frames of one type or event, if it is named. */
export function sends(
  of: Omit<Fault, "apply">,
  which: (frame: Frame, peer: Peer) => boolean,
  change: (frame: Frame, peer: Peer) => readonly Frame[],
): Fault {
  const send: NonNullable<Hooks["send"]> = (frame, peer) => (which(frame, peer) ? change(frame, peer) : [frame]);
  return { ...of, apply: () => ({ send }) };
}

/** A member of a frame as a number; NaN if it is none. */
export function numberIn(frame: Frame, member: string): number {
  const value: Json | undefined = frame[member];
  return typeof value === "number" ? value : NaN;
}
