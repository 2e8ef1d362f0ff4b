import type { JsonObject } from "@parlance/contract";
import { isObject } from "../edits.ts";
import type { Fault, Frame, Hooks, Peer } from "../fault.ts";
import { channelIn, isMessage, isSubscribed, sends, unnumbered, watch } from "../frames.ts";
import { mayNothing } from "../tokens.ts";
import { onChannels, onWatch } from "./subjects.ts";

/** Faults of who gets what is pushed. */
export const listenerFaults: readonly Fault[] = [
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
    apply: () => acrossTenants((channel) => channel !== watch),
  },
  {
    ...onWatch("tenant-events", "Events reach the watches of other tenants"),
    apply: () => acrossTenants((channel) => channel === watch),
  },
];

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

/** What one tenant hears on some channels, all do that subscribed to a channel of the same name. */
function acrossTenants(which: (channel: string) => boolean): Hooks {
  const listeners = new Map<string, Set<Peer>>();
  const told = new Set<string>();
  return {
    send: (frame, peer) => {
      const channel = channelIn(frame);
      if (isSubscribed(frame)) listeners.set(channel, (listeners.get(channel) ?? new Set()).add(peer));
      const key = `${peer.project} ${channel} ${String(frame["offset"])}`;
      if (!isMessage(frame) || frame["offset"] === undefined || !which(channel) || told.has(key)) return [frame];
      told.add(key);
      for (const other of listeners.get(channel) ?? [])
        if (other.project !== undefined && other.project !== peer.project) other.send(unnumbered(frame));
      return [frame];
    },
  };
}
