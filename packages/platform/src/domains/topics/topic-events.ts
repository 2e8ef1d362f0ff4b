import type { Answer, Call, HandlersOf } from "../../handler.js";
import { problem } from "../../problem/platform-error.js";
import { listResource } from "../../resource/list.js";
import type { Resource } from "../../resource/resource.js";
import {
  type DomainEvent,
  domainEventIn,
  eventKey,
  forgottenUpTo,
  requireTopic,
  type Topic,
  topic,
  type TopicEvent,
  topicEvents,
  topics,
} from "./topic-resource.js";

/** The kept events of topics. */
export const topicEventHandlers: HandlersOf<"topics.events"> = {
  "topics.events.list": list,
  "topics.events.listAll": listAll,
  "topics.events.get": get,
};

const domainEvent: Resource<TopicEvent, DomainEvent> = { kind: topicEvents, noun: "event", present: domainEventIn };

async function list(call: Call<"topics.events.list">): Promise<Answer<"topics.events.list">> {
  const { id: parent } = await requireTopic(call);
  return listResource(call, domainEvent, { parent, subject: topicOf(call), where: wantedBy(call) });
}

function listAll(call: Call<"topics.events.listAll">): Promise<Answer<"topics.events.listAll">> {
  const { topic: name } = call.query;
  return listResource(call, domainEvent, {
    ...(name !== undefined && { parent: name }),
    subject: topicOf(call),
    where: wantedBy(call),
  });
}

async function get(call: Call<"topics.events.get">): Promise<Answer<"topics.events.get">> {
  const { id: parent } = await requireTopic(call);
  const record = await call.records.get(topicEvents, call.path.event, parent);
  const event = record === undefined ? undefined : domainEventIn(record);
  const subject = event === undefined ? undefined : await topicOf(call)(event);
  if (event === undefined || subject === undefined)
    throw problem("not_found", "The event was never there or is forgotten.");
  return { status: 200, body: call.access.show(event, subject) };
}

/** The topic of an event; nothing once the topic no longer keeps the event. Topics are read once for a page. */
function topicOf(call: Call): (event: DomainEvent) => Promise<Topic | undefined> {
  const known = new Map<string, Topic | undefined>();
  return async (event) => {
    const { topic: name, offset, publishedAt } = event;
    if (!known.has(name)) {
      const record = await call.records.get(topics, name);
      known.set(name, record === undefined ? undefined : topic.present(record));
    }
    const found = known.get(name);
    const key = eventKey(Date.parse(publishedAt), offset);
    return found === undefined || key <= forgottenUpTo(call, found.retentionSeconds) ? undefined : found;
  };
}

function wantedBy({ query }: Call<"topics.events.list" | "topics.events.listAll">): (event: DomainEvent) => boolean {
  const { type, source, operation } = query;
  const from = query.from === undefined ? -Infinity : Date.parse(query.from);
  const to = query.to === undefined ? Infinity : Date.parse(query.to);
  return (event) => {
    const at = Date.parse(event.publishedAt);
    return (
      (type === undefined || event.type === type) &&
      (source === undefined || event.source === source) &&
      (operation === undefined || event.metadata.operation === operation) &&
      at >= from &&
      at < to
    );
  };
}
