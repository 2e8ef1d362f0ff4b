import { timestamp } from "../../clock.js";
import type { ChannelAddress } from "../../broker/broker.js";
import type { EventData } from "../../events/keep-event.js";
import type { Call } from "../../handler.js";
import type * as contract from "../../gen/types.gen.js";
import type { Plain } from "../../json/plain.js";
import { requireRecord } from "../../resource/read.js";
import type { Kept, Resource } from "../../resource/resource.js";
import { optionalTimestamp, times } from "../../resource/times.js";
import { kind, type StoredRecord } from "../../store/store.js";
import { projectOf } from "../channels/channel-resource.js";

/** A topic as the contract has it. */
export type Topic = Plain<contract.Topic>;
/** What is kept of a topic. The id and the key are its name. */
export type TopicData = Kept<Topic, "name" | "eventCount" | "lastEventAt">;

/** What somebody published on a topic. */
export type DomainEvent = Plain<contract.DomainEvent>;
/** The event of the platform that tells it. */
export type TopicEvent = Extract<EventData, { readonly type: "topic.event.published" }>;

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
export const topicEvents = kind<TopicEvent>("topic-event");

/** Topics as answers show them, but for what their log says: see `completeTopic`. */
export const topic: Resource<TopicData, Topic> = {
  kind: topics,
  noun: "topic",
  present: (record) => ({ name: record.id, ...record.data, eventCount: 0, lastEventAt: null, ...times(record) }),
};

/** The topic in the path. Throws `not_found`. */
export function requireTopic(
  call: Call & { readonly path: { readonly topic: string } },
): Promise<StoredRecord<TopicData>> {
  return requireRecord(call, topic, { id: call.path.topic });
}

/** Adds how many events a topic keeps and when the latest came. Offsets have no holes, so the oldest one tells the number. */
export async function completeTopic(call: Call, shown: Topic): Promise<Topic> {
  const { name } = shown;
  const log = await call.records.get(topicLogs, name);
  const after = forgottenUpTo(call, shown.retentionSeconds);
  const [oldest] = await call.records.list(topicEvents, { parent: name, by: "key", order: "asc", after, limit: 1 });
  const eventCount = oldest === undefined || log === undefined ? 0 : log.data.offset - domainEventIn(oldest).offset + 1;
  return { ...shown, eventCount, lastEventAt: optionalTimestamp(log?.data.lastEventAt) };
}

/** The event as the contract's `DomainEvent`. */
export function domainEventIn({ data }: Pick<StoredRecord<TopicEvent>, "data">): DomainEvent {
  return data.data;
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
