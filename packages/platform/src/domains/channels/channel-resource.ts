import { timestamp } from "../../clock.js";
import { retentionOf } from "../../broker/retention.js";
import type { ChannelAddress, LogMessage, Position, RememberedPublish } from "../../broker/broker.js";
import type { Call } from "../../handler.js";
import type * as contract from "../../gen/types.gen.js";
import type { JsonObject } from "../../json/json.js";
import type { Plain } from "../../json/plain.js";
import { problem } from "../../problem/platform-error.js";
import { kind, type StoredRecord } from "../../store/store.js";
import { isReserved, maySee } from "./reserved-channels.js";

/** A channel as the contract has it. */
export type Channel = Plain<contract.Channel>;

/** What is kept of a channel that was set up. The id and the key are its name. */
export interface ChannelData {
  readonly settings: Channel["settings"];
  readonly labels: Plain<contract.Labels>;
}

/** Settings of channels, for those that were given any. */
export const channels = kind<ChannelData>("channel");
/** The end of the log of a durable channel. The id is the channel. */
export const logHeads = kind<Position>("channel-log");
/** The messages of durable channels. The parent is the channel, the key the offset. */
export const durableMessages = kind<LogMessage>("channel-message");

/** What was published on durable channels within the dedup window. The id is the `publishKey`, the parent the channel. */
export const durablePublishes = kind<RememberedPublish>("channel-publish");

/** Publish ids that are put back after a restart. */
const maxPublishes = 100_000;

/** What a subscription needs. */
export function typeOf(name: string): Channel["type"] {
  if (name.startsWith("presence-")) return "presence";
  return name.startsWith("private-") || isReserved(name) ? "private" : "public";
}

/** The address of a channel of the caller's project. Throws `channel_forbidden` if the grants do not reach it. */
export function channelAt(call: Call, channel: string): ChannelAddress {
  const at = { project: projectOf(call), channel };
  if (!call.access.allows(subjectOf(at)) || !maySee(call, channel))
    throw problem("channel_forbidden", "The token may not use this channel.");
  return at;
}

/** What grants are about where a message or a member is shown: its channel. */
export function subjectOf({ channel }: ChannelAddress): JsonObject {
  return { name: channel };
}

/** The project of the caller. */
export function projectOf({ caller, operation }: Call): string {
  if (caller.type === "anonymous") throw new Error(`${operation.id} needs a caller.`);
  return caller.application.project;
}

/** The settings of a channel without any of its own. */
export function defaultSettings(call: Call): Channel["settings"] {
  return { ...(call.defaults("ChannelSettings") as Channel["settings"]), maxMembers: null };
}

/** A channel as answers show it. */
export function presentChannel(call: Call, name: string, record: StoredRecord<ChannelData> | undefined): Channel {
  const project = projectOf(call);
  const at = { project, channel: name };
  const subscriptionCount = call.connections.subscriberCount(at);
  const now = call.clock();
  return {
    name,
    type: typeOf(name),
    occupied: subscriptionCount > 0,
    subscriptionCount,
    userCount: call.connections.presence.count(at),
    position: { ...call.broker.position(at) },
    settings: record?.data.settings ?? defaultSettings(call),
    labels: record?.data.labels ?? {},
    version: record?.version ?? 1,
    createdAt: timestamp(record?.createdAt ?? now),
    updatedAt: timestamp(record?.updatedAt ?? now),
  };
}

/** The offset as a key that sorts as the number does. */
export function offsetKey(offset: number): string {
  return String(offset).padStart(16, "0");
}

/** Makes the broker keep as much as the channel's settings say, and puts back a durable log after a restart. */
export async function prepareLog(
  call: Pick<Call, "records" | "broker">,
  at: ChannelAddress,
): Promise<StoredRecord<ChannelData> | undefined> {
  const record = await call.records.get(channels, at.channel);
  if (record === undefined) return undefined;
  const retention = retentionOf(record.data.settings);
  const head = call.broker.has(at) ? undefined : await call.records.get(logHeads, at.channel);
  if (head === undefined) {
    call.broker.retain(at, retention);
    return record;
  }
  const stored = await call.records.list(durableMessages, {
    parent: at.channel,
    by: "key",
    order: "desc",
    limit: Math.max(1, retention.messages),
  });
  const publishes = await call.records.list(durablePublishes, {
    parent: at.channel,
    order: "asc",
    limit: maxPublishes,
  });
  call.broker.restore(at, {
    position: head.data,
    retention,
    messages: stored.map(({ data }) => data).toReversed(),
    publishes: publishes.map(({ data }) => data),
  });
  return record;
}
