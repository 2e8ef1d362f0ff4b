import { announce, type EventData, events } from "../../events/announce.js";
import type { Answer, Call, Handlers } from "../../handler.js";
import { filterLimits } from "../../http/admit.js";
import { problem } from "../../problem/platform-error.js";
import { listResource } from "../../resource/list.js";
import { requireRecord } from "../../resource/read.js";
import type { Resource } from "../../resource/resource.js";
import { bodyObject } from "../../resource/write.js";
import { Access } from "../../security/access.js";
import type { StoredRecord } from "../../store/store.js";
import { deliveries, delivery, type DeliveryData, schedule } from "./delivery-resource.js";
import { webhook } from "./webhook-resource.js";

/** Deliveries of an endpoint, and the events of the project. */
export const deliveryHandlers: Handlers = {
  "webhooks.test": test,
  "webhooks.deliveries.list": list,
  "webhooks.deliveries.get": async (call) => answer(await load(call), 200),
  "webhooks.deliveries.resend": resend,
  "webhooks.events.list": listEvents,
  "webhooks.events.get": getEvent,
};

const event: Resource<EventData> = { kind: events, noun: "event", present: (record) => record.data };

/** The endpoint in the path; the grants' filter is about it, and so decides about its deliveries. */
async function endpoint(call: Call): Promise<string> {
  return (await requireRecord(call, webhook, { id: call.path["webhook"] ?? "" })).id;
}

async function list(call: Call): Promise<Answer> {
  const parent = await endpoint(call);
  const { status, eventType, eventId } = call.query;
  const wanted = Object.entries({ status, eventType, eventId }).filter(([, value]) => value !== undefined);
  const everything = Access.of([], [], filterLimits(call));
  return listResource({ ...call, access: everything }, delivery, {
    parent,
    where: (resource) => wanted.every(([member, value]) => resource[member] === value),
  });
}

async function load(call: Call): Promise<StoredRecord<DeliveryData>> {
  const record = await call.records.get(deliveries, call.path["delivery"] ?? "", await endpoint(call));
  if (record === undefined) throw problem("not_found", "The endpoint has no such delivery.");
  return record;
}

async function test(call: Call): Promise<Answer> {
  const id = await endpoint(call);
  const { message } = bodyObject(call);
  const happened = await announce(call, {
    type: "webhook.test",
    channels: [],
    data: { webhookId: id, message: String(message) },
  });
  return answer(await schedule(call, { webhook: id, event: happened }), 202);
}

async function resend(call: Call): Promise<Answer> {
  const before = await load(call);
  const kept = await call.records.get(events, before.data.eventId);
  if (kept === undefined) throw problem("gone", "The event is no longer kept.");
  return answer(await schedule(call, { webhook: before.parent, event: kept.data, resendOf: before.id }), 202);
}

function answer(record: StoredRecord<DeliveryData>, status: number): Answer {
  return { status, body: delivery.present(record), version: record.version };
}

function listEvents(call: Call): Promise<Answer> {
  const { type } = call.query;
  return listResource(call, event, { where: (resource) => type === undefined || resource["type"] === type });
}

async function getEvent(call: Call): Promise<Answer> {
  const record = await requireRecord(call, event, { id: call.path["event"] ?? "" });
  return { status: 200, body: call.access.show(record.data) };
}
