import { publishKey } from "../../broker/publish-key.js";
import { timestamp } from "../../clock.js";
import { announce } from "../../events/announce.js";
import type * as contract from "../../gen/types.gen.js";
import type { Answer, Call, HandlersOf } from "../../handler.js";
import type { Json } from "../../json/json.js";
import type { Plain } from "../../json/plain.js";
import { problem } from "../../problem/platform-error.js";
import { kind, type StoredRecord } from "../../store/store.js";
import { compilePayloadSchema } from "./payload-schema.js";
import {
  type DomainEvent,
  eventKey,
  forgottenUpTo,
  requireTopic,
  topic,
  topicChannel,
  type TopicEvent,
  topicEvents,
  topicLogs,
  type TopicData,
} from "./topic-resource.js";
import { findSchema } from "./topic-schemas.js";

/** Publishing on a topic. */
export const publishEventHandlers: HandlersOf<"topics.publish"> = {
  "topics.publish": publish,
};

/** What was published under an id of the publisher's. The id is the `publishKey`, the parent the topic. */
export const topicPublishes = kind<TopicEvent>("topic-publish");

/** Messages that the embedded log holds for resume; older events are listed from the store. */
const resumeMessages = 1000;

type DomainEventBody = Plain<contract.DomainEventCreate>;

async function publish(call: Call<"topics.publish">): Promise<Answer<"topics.publish">> {
  const record = await requireTopic(call);
  const body = call.body.value;
  const key = keyOf(call, body);
  const known = key === undefined ? undefined : await call.records.get(topicPublishes, key, record.id);
  const { data: event } = known?.data ?? (await store(call, record, body));
  return {
    status: 201,
    body: call.access.show(event, topic.present(record)),
    headers: { location: call.contract.link("topics.events.get", { topic: event.topic, event: event.id }) },
  };
}

async function store(call: Call, record: StoredRecord<TopicData>, body: DomainEventBody): Promise<TopicEvent> {
  requireSize(call, body);
  const schemaVersion = await checkPayload(call, record, body.payload);
  const now = call.clock();
  const offset = await nextOffset(call, record.id, now);
  const domainEvent: DomainEvent = {
    id: call.ids("evt"),
    topic: record.id,
    source: body.source ?? record.data.source,
    type: body.type,
    ...(body.payload !== undefined && { payload: body.payload }),
    metadata: { timestamp: now, ...body.metadata },
    offset,
    schemaVersion,
    publishedAt: timestamp(now),
  };
  const at = topicChannel(call, record.id);
  const { retentionSeconds } = record.data;
  call.afterCommit(() => call.broker.retain(at, { messages: resumeMessages, ageMs: retentionSeconds * 1000 }));
  const event = await announce(call, { type: "topic.event.published", channels: [at.channel], data: domainEvent });
  await call.records.insert(topicEvents, {
    id: domainEvent.id,
    parent: record.id,
    key: eventKey(now, offset),
    data: event,
  });
  await call.records.removeAll(topicEvents, record.id, forgottenUpTo(call, retentionSeconds));
  const key = keyOf(call, body);
  if (key !== undefined) {
    const expiresAt = now + call.contract.limits.publishDedupMs;
    await call.records.insert(topicPublishes, { id: key, parent: record.id, data: event, expiresAt });
  }
  return event;
}

function keyOf({ caller }: Call, { publishId }: DomainEventBody): string | undefined {
  const userId = caller.type === "token" ? (caller.claims.sub ?? null) : null;
  return publishId === undefined ? undefined : publishKey(userId, publishId);
}

function requireSize(call: Call, { payload = null, metadata = {} }: DomainEventBody): void {
  const { messageBytes, metadataBytes } = call.contract.limits;
  const size = (value: Json): number => Buffer.byteLength(JSON.stringify(value));
  if (size(payload) > messageBytes)
    throw problem("payload_too_large", `The payload of an event is at most ${messageBytes} bytes of JSON.`);
  if (size(metadata) > metadataBytes)
    throw problem("payload_too_large", `The metadata of an event is at most ${metadataBytes} bytes of JSON.`);
}

/** Compares the payload with the latest schema. Returns its number, or null if nothing was compared. */
async function checkPayload(
  call: Call,
  record: StoredRecord<TopicData>,
  payload: Json | undefined,
): Promise<number | null> {
  const { validation, schemaVersion } = record.data;
  const schema = validation === "none" ? undefined : await findSchema(call, record, schemaVersion);
  if (schema === undefined) return null;
  const errors = compilePayloadSchema(schema.data.schema)(payload);
  if (errors.length === 0) return schemaVersion;
  if (validation === "reject")
    throw problem("unprocessable", `The payload does not fit schema ${schemaVersion} of the topic. See errors.`, {
      errors,
    });
  call.metrics.misfit();
  return schemaVersion;
}

async function nextOffset(call: Call, name: string, now: number): Promise<number> {
  const log = await call.records.get(topicLogs, name);
  const data = { offset: (log?.data.offset ?? 0) + 1, lastEventAt: now };
  if (log === undefined) await call.records.insert(topicLogs, { id: name, data });
  else await call.records.update(topicLogs, name, { data });
  return data.offset;
}
