import type { EventData } from "../../events/announce.js";
import type { Answer, Call, Handlers } from "../../handler.js";
import type { JsonObject } from "../../json/json.js";
import { problem } from "../../problem/platform-error.js";
import { listResource } from "../../resource/list.js";
import type { Resource } from "../../resource/resource.js";
import { domainEventIn, eventKey, forgottenUpTo, requireTopic, topic, topicEvents, topics } from "./topic-resource.js";

/** The kept events of topics. */
export const topicEventHandlers: Handlers = {
  "topics.events.list": list,
  "topics.events.listAll": listAll,
  "topics.events.get": get,
};

const domainEvent: Resource<EventData> = { kind: topicEvents, noun: "event", present: domainEventIn };

async function list(call: Call): Promise<Answer> {
  const { id: parent } = await requireTopic(call);
  return listResource(call, domainEvent, { parent, subject: topicOf(call), where: wantedBy(call) });
}

function listAll(call: Call): Promise<Answer> {
  const { topic: name } = call.query;
  return listResource(call, domainEvent, {
    ...(typeof name === "string" && { parent: name }),
    subject: topicOf(call),
    where: wantedBy(call),
  });
}

async function get(call: Call): Promise<Answer> {
  const { id: parent } = await requireTopic(call);
  const record = await call.records.get(topicEvents, call.path["event"] ?? "", parent);
  const event = record === undefined ? undefined : domainEventIn(record);
  const subject = event === undefined ? undefined : await topicOf(call)(event);
  if (event === undefined || subject === undefined)
    throw problem("not_found", "The event was never there or is forgotten.");
  return { status: 200, body: call.access.show(event, subject) };
}

/** The topic of an event; nothing once the topic no longer keeps the event. Topics are read once for a page. */
function topicOf(call: Call): (event: JsonObject) => Promise<JsonObject | undefined> {
  const known = new Map<string, JsonObject | undefined>();
  return async (event) => {
    const name = String(event["topic"]);
    if (!known.has(name)) {
      const record = await call.records.get(topics, name);
      known.set(name, record === undefined ? undefined : topic.present(record));
    }
    const found = known.get(name);
    const key = eventKey(Date.parse(String(event["publishedAt"])), Number(event["offset"]));
    return found === undefined || key <= forgottenUpTo(call, Number(found["retentionSeconds"])) ? undefined : found;
  };
}

function wantedBy({ query }: Call): (event: JsonObject) => boolean {
  const { type, source, operation } = query;
  const from = typeof query["from"] === "string" ? Date.parse(query["from"]) : -Infinity;
  const to = typeof query["to"] === "string" ? Date.parse(query["to"]) : Infinity;
  return (event) => {
    const at = Date.parse(String(event["publishedAt"]));
    return (
      (type === undefined || event["type"] === type) &&
      (source === undefined || event["source"] === source) &&
      (operation === undefined || (event["metadata"] as JsonObject)["operation"] === operation) &&
      at >= from &&
      at < to
    );
  };
}
