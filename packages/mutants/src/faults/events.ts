import type { Fault, Frame, Hooks, Peer } from "../fault.ts";
import { dataIn, eventIn, isMessage, sends, unnumbered, watch, withData } from "../frames.ts";
import { listenerFaults } from "./listeners.ts";
import { replyFaults } from "./replies.ts";
import { onChannels, onWatch } from "./subjects.ts";

/** So late is an event that comes too late. */
const lateMs = 15_000;

/** Faults of what is pushed, and to whom. */
export const eventFaults: readonly Fault[] = [
  onEvent("member-missing", "An event lacks a member that must be there", "client.created", (frame) => {
    const { createdAt: _createdAt, ...data } = dataIn(frame);
    return [withData(frame, data)];
  }),
  onEvent("member-type", "A member of an event has another type than declared", "client.updated", (frame) => [
    withData(frame, { ...dataIn(frame), version: "new" }),
  ]),
  sends(
    onChannels("time-type", "The time of a message is a text"),
    (frame) => isMessage(frame),
    (frame) => [{ ...frame, time: String(frame["time"]) }],
  ),
  onEvent("undeclared", "An event is none that its channel declares", "client.created", (frame) => [
    { ...frame, event: "client.made", data: { ...eventIn(frame), type: "client.made" } },
  ]),
  onEvent("untold", "Nobody is told of a change", "client.updated", () => []),
  onEvent("twice", "An event comes twice", "client.created", (frame) => [frame, unnumbered(frame)]),
  onEvent("late", "An event comes 15 s late", "client.created", (frame, peer) => {
    setTimeout(() => peer.send(frame), lateMs).unref();
    return [];
  }),
  remembering("other-data", "An event shows the resource that was made first", ({ first }) => first),
  remembering("stale-data", "An event shows what was before the change", ({ made }, id) => made.get(id)),
  onEvent("wrong-channel", "An event comes on a channel that nobody subscribed to", "client.deleted", (frame) => [
    { ...frame, channel: "watch:clients" },
  ]),
  { ...onWatch("refused-told", "A call that is refused is told as if it had been carried out"), apply: refusedTold },
  ...listenerFaults,
  ...replyFaults,
];

/** A fault of one event. */
function onEvent(
  name: string,
  title: string,
  event: string,
  change: (frame: Frame, peer: Peer) => readonly Frame[],
): Fault {
  return sends(onWatch(name, title), (frame) => isMessage(frame, event), change);
}

/** What was created, as it was told. */
interface Remembered {
  first: Frame | undefined;
  readonly made: Map<string, Frame>;
}

/** A fault of telling a change with data of an earlier event. */
function remembering(name: string, title: string, shown: (of: Remembered, id: string) => Frame | undefined): Fault {
  const apply = (): Hooks => {
    const remembered: Remembered = { first: undefined, made: new Map() };
    return {
      send: (frame) => {
        const data = dataIn(frame);
        const id = String(data["id"]);
        if (isMessage(frame, "client.created")) {
          remembered.first ??= data;
          remembered.made.set(id, data);
        }
        const other = isMessage(frame, "client.updated") ? shown(remembered, id) : undefined;
        return [other === undefined ? frame : withData(frame, other)];
      },
    };
  };
  return { ...onWatch(name, title), apply };
}

/** What was told of the client that was created last is told again, for another one, when creating one is refused. */
function refusedTold(): Hooks {
  const watchers = new Set<Peer>();
  let last: Frame | undefined;
  return {
    send: (frame, peer) => {
      if (frame["channel"] === watch) watchers.add(peer);
      if (isMessage(frame, "client.created")) last = frame;
      return [frame];
    },
    answer: ({ operation, status, project }) => {
      if (operation !== "clients.create" || status < 400 || last === undefined) return;
      const told = unnumbered(withData(last, { ...dataIn(last), id: "cli_00000000000000000000" }));
      for (const peer of watchers) if (peer.project === project) peer.send(told);
    },
  };
}
