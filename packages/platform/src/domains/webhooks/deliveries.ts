import { announce } from "../../events/announce.js";
import { type EventData, events } from "../../events/keep-event.js";
import { matchesEvent } from "../../events/matches-event.js";
import type { Answer, Call, HandlersOf } from "../../handler.js";
import { filterLimits } from "../../http/admit.js";
import { problem } from "../../problem/platform-error.js";
import { listResource } from "../../resource/list.js";
import { requireRecord } from "../../resource/read.js";
import type { Resource } from "../../resource/resource.js";
import { selects } from "../../resource/selects.js";
import { Access } from "../../security/access.js";
import type { StoredRecord } from "../../store/store.js";
import { deliveries, delivery, type DeliveryData, schedule } from "./delivery-resource.js";
import { webhook } from "./webhook-resource.js";

/** Deliveries of an endpoint, and the events of the project. */
export const deliveryHandlers: HandlersOf<"webhooks.deliveries" | "webhooks.events"> = {
  "webhooks.deliveries.list": list,
  "webhooks.deliveries.get": async (call) => ({ ...shown(await load(call)), status: 200 }),
  "webhooks.deliveries.resend": resend,
  "webhooks.events.list": listEvents,
  "webhooks.events.get": getEvent,
};

const event: Resource<EventData, EventData> = { kind: events, noun: "event", present: (record) => record.data };

type One = "webhooks.deliveries.get" | "webhooks.deliveries.resend";
type Inside = One | "webhooks.deliveries.list" | "webhooks.test";

/** The endpoint in the path; the grants' filter is about it, and so decides about its deliveries. */
async function endpoint(call: Call<Inside>): Promise<string> {
  return (await requireRecord(call, webhook, { id: call.path.webhook })).id;
}

async function list(call: Call<"webhooks.deliveries.list">): Promise<Answer<"webhooks.deliveries.list">> {
  const parent = await endpoint(call);
  const { status, eventType, eventId } = call.query;
  const everything = Access.of([], [], filterLimits(call));
  const where = selects({ status, eventType, eventId });
  return listResource({ ...call, access: everything }, delivery, { parent, where });
}

async function load(call: Call<One>): Promise<StoredRecord<DeliveryData>> {
  const record = await call.records.get(deliveries, call.path.delivery, await endpoint(call));
  if (record === undefined) throw problem("not_found", "The endpoint has no such delivery.");
  return record;
}

/** Sends an endpoint an event of its own making. */
export async function test(call: Call<"webhooks.test">): Promise<Answer<"webhooks.test">> {
  const id = await endpoint(call);
  const { message } = call.body.value;
  const happened = await announce(call, {
    type: "webhook.test",
    channels: [],
    data: { webhookId: id, message },
  });
  return { ...shown(await schedule(call, { webhook: id, event: happened })), status: 202 };
}

async function resend(call: Call<"webhooks.deliveries.resend">): Promise<Answer<"webhooks.deliveries.resend">> {
  const before = await load(call);
  const kept = await call.records.get(events, before.data.eventId);
  if (kept === undefined) throw problem("gone", "The event is no longer kept.");
  const again = await schedule(call, { webhook: before.parent, event: kept.data, resendOf: before.id });
  return { ...shown(again), status: 202 };
}

function shown(record: StoredRecord<DeliveryData>) {
  return { body: delivery.present(record), version: record.version };
}

function listEvents(call: Call<"webhooks.events.list">): Promise<Answer<"webhooks.events.list">> {
  const { type } = call.query;
  return listResource(call, event, { where: (item) => type === undefined || matchesEvent(type, item.type) });
}

async function getEvent(call: Call<"webhooks.events.get">): Promise<Answer<"webhooks.events.get">> {
  const record = await requireRecord(call, event, { id: call.path.event });
  return { status: 200, body: call.access.show(record.data) };
}
