import type { JsonObject } from "@parlance/contract";
import { isObject } from "../edits.ts";
import type { Fault, Frame, Hooks, Peer } from "../fault.ts";
import { channelIn, dataIn, eventIn, isMessage, isSubscribed, sends, unnumbered, watch, withData } from "../frames.ts";
import { mayNothing } from "../tokens.ts";
import { replyFaults } from "./replies.ts";

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
  sends(
    onChannels("echo-missing", "Who publishes over a connection does not get the message there"),
    (frame, { id }) => isMessage(frame) && isObject(frame["from"]) && frame["from"]["connectionId"] === id,
    () => [],
  ),
  {
    ...onChannels("exclude-ignored", "The connection that is to be left out gets the message"),
    apply: () => ({
      around: (operation, { body }, proceed) => {
        if (operation !== "channels.publish" || body.type !== "json" || !isObject(body.value)) return proceed();
        const { excludeConnectionId: _excluded, ...value } = body.value;
        return proceed({ body: { ...body, value } });
      },
    }),
  },
  {
    ...onChannels("unsubscribed-told", "Who has unsubscribed goes on getting messages"),
    apply: () => ({
      receive: (frame, peer) => {
        if (frame["type"] !== "unsubscribe") return [frame];
        peer.send({ type: "ok", id: frame["id"] ?? 0 });
        return [];
      },
    }),
  },
  { ...onChannels("unscoped", "Subscribing takes no right"), apply: () => withoutRight((frame) => frame) },
  {
    ...onChannels("refused-heard", "A subscription is refused, and its messages come all the same"),
    apply: () => withoutRight((frame) => (isSubscribed(frame) ? refusal(frame) : frame)),
  },
  {
    ...onChannels("tenant-messages", "Messages reach the channel of that name of other tenants"),
    apply: acrossTenants,
  },
  { ...onWatch("tenant-events", "Events reach the watches of other tenants"), apply: acrossTenants },
  ...replyFaults,
];

function onWatch(name: string, title: string): Omit<Fault, "apply"> {
  return { id: `events-${name}`, area: "events", title, only: ["socket", "tunnels", "clients.*"] };
}

function onChannels(name: string, title: string): Omit<Fault, "apply"> {
  return { id: `events-${name}`, area: "events", title, only: ["socket", "channels", "channels.*"] };
}

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

/** Lets connections subscribe whose token may not, and changes what they are sent. */
function withoutRight(change: (frame: Frame) => Frame): Hooks {
  const bare = new Set<Peer>();
  return {
    receive: (frame, peer) => {
      if (frame["type"] === "hello" && mayNothing(String(frame["token"]))) bare.add(peer);
      return [frame];
    },
    permit: ({ connection }) => [...bare].some(({ id }) => id === connection),
    send: (frame, peer) => [bare.has(peer) ? change(frame) : frame],
  };
}

function refusal({ id = 0, channel = "" }: Frame): JsonObject {
  const message = "The channel needs a scope that the token lacks.";
  return { type: "error", id, channel, code: "insufficient_scope", message, retryable: false };
}

/** What one tenant hears, all do that subscribed to a channel of the same name. */
function acrossTenants(): Hooks {
  const listeners = new Map<string, Set<Peer>>();
  const told = new Set<string>();
  return {
    send: (frame, peer) => {
      const channel = channelIn(frame);
      if (isSubscribed(frame)) listeners.set(channel, (listeners.get(channel) ?? new Set()).add(peer));
      const key = `${peer.project} ${channel} ${String(frame["offset"])}`;
      if (!isMessage(frame) || frame["offset"] === undefined || told.has(key)) return [frame];
      told.add(key);
      for (const other of listeners.get(channel) ?? [])
        if (other.project !== undefined && other.project !== peer.project) other.send(unnumbered(frame));
      return [frame];
    },
  };
}
