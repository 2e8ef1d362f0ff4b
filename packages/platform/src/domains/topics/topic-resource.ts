import { timestamp } from "../../clock.js";
import type { ChannelAddress } from "../../broker/broker.js";
import type { EventData } from "../../events/announce.js";
import type { Call } from "../../handler.js";
import type { JsonObject } from "../../json/json.js";
import { requireRecord } from "../../resource/read.js";
import type { Resource } from "../../resource/resource.js";
import { optionalTimestamp, times } from "../../resource/times.js";
import { kind, type StoredRecord } from "../../store/store.js";
import { projectOf } from "../channels/channel-resource.js";

/** What is kept of a topic. The id and the key are its name. */
export interface TopicData {
  readonly description: string;
  readonly source: string;
  readonly retentionSeconds: number;
  readonly validation: "none" | "warn" | "reject";
  readonly labels: JsonObject;
  /** Number of the latest schema; null while there is none. */
  readonly schemaVersion: number | null;
}

/** Where the log of a topic ends; apart from the topic, so that publishing does not change the topic's version. */
export interface TopicLogData {
  readonly offset: number;
  /** Milliseconds since 1970. */
  readonly lastEventAt: number;
}

/** Topics. The id is the topic's name. */
export const topics = kind<TopicData>("topic");
/** The id is the topic. */
export const topicLogs = kind<TopicLogData>("topic-log");
/** The events as they are pushed; their `data` is the `DomainEvent`. The parent is the topic, the key `eventKey`. */
export const topicEvents = kind<EventData>("topic-event");

/** Topics as answers show them, but for what their log says: see `completeTopic`. */
export const topic: Resource<TopicData> = {
  kind: topics,
  noun: "topic",
  present: (record) => ({ name: record.id, ...record.data, ...times(record) }),
};

/** The topic in the path. Throws `not_found`. */
export function requireTopic(call: Call): Promise<StoredRecord<TopicData>> {
  return requireRecord(call, topic, { id: call.path["topic"] ?? "" });
}

/** Adds how many events a topic keeps and when the latest came. Offsets have no holes, so the oldest one tells the number. */
export async function completeTopic(call: Call, shown: JsonObject): Promise<JsonObject> {
  const name = String(shown["name"]);
  const log = await call.records.get(topicLogs, name);
  const after = forgottenUpTo(call, Number(shown["retentionSeconds"]));
  const [oldest] = await call.records.list(topicEvents, { parent: name, by: "key", order: "asc", after, limit: 1 });
  const eventCount =
    oldest === undefined || log === undefined ? 0 : log.data.offset - Number(domainEventIn(oldest)["offset"]) + 1;
  return { ...shown, eventCount, lastEventAt: optionalTimestamp(log?.data.lastEventAt) };
}

/** The event as the contract's `DomainEvent`. */
export function domainEventIn({ data }: Pick<StoredRecord<EventData>, "data">): JsonObject {
  return data["data"] as JsonObject;
}

/** A key that sorts as the events were published. */
export function eventKey(at: number, offset: number): string {
  return `${timestamp(at)} ${String(offset).padStart(16, "0")}`;
}

/** The greatest key of the events whose time is over. It depends on the topic's retention now, not on that of back then. */
export function forgottenUpTo(call: Call, retentionSeconds: number): string {
  return `${timestamp(call.clock() - retentionSeconds * 1000)} ~`;
}

/** The channel on which the events of a topic are received. */
export function topicChannel(call: Call, name: string): ChannelAddress {
  return { project: projectOf(call), channel: `topic:${name}` };
}
