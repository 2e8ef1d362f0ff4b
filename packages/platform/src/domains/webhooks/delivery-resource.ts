import type { Call } from "../../handler.js";
import type * as contract from "../../gen/types.gen.js";
import type { Plain } from "../../json/plain.js";
import type { EventData } from "../../events/keep-event.js";
import type { Kept, Resource } from "../../resource/resource.js";
import { optionalTimestamp, times } from "../../resource/times.js";
import { kind, type StoredRecord } from "../../store/store.js";

type Delivery = Plain<contract.Delivery>;

/** One event on its way to one endpoint. The parent is the endpoint. Times are milliseconds since 1970. */
export type DeliveryData = Kept<Delivery, "webhookId" | "nextAttemptAt" | "completedAt"> & {
  readonly nextAttemptAt: number | null;
  readonly completedAt: number | null;
};

/** Deliveries; the parent is the endpoint. */
export const deliveries = kind<DeliveryData>("delivery");
const keptMs = 30 * 86_400_000;
const page = 500;

/** Deliveries as answers show them. */
export const delivery: Resource<DeliveryData, Delivery> = {
  kind: deliveries,
  noun: "delivery",
  present: (record) => ({
    id: record.id,
    webhookId: record.parent,
    ...record.data,
    nextAttemptAt: optionalTimestamp(record.data.nextAttemptAt),
    completedAt: optionalTimestamp(record.data.completedAt),
    ...times(record),
  }),
};

/** Puts an event on its way to an endpoint: stored, and due at once. */
export function schedule(
  call: Call,
  {
    webhook,
    event,
    resendOf = null,
  }: { readonly webhook: string; readonly event: EventData; readonly resendOf?: string | null },
): Promise<StoredRecord<DeliveryData>> {
  const data: DeliveryData = {
    eventId: event.id,
    eventType: event.type,
    status: "pending",
    attempts: [],
    nextAttemptAt: call.clock(),
    completedAt: null,
    resendOf,
  };
  return call.records.insert(deliveries, {
    id: call.ids("dlv"),
    parent: webhook,
    data,
    expiresAt: call.clock() + keptMs,
  });
}

/** Cancels what is still under way to an endpoint. */
export async function cancelDeliveries(call: Call, webhook: string): Promise<void> {
  for (let after = 0; ;) {
    const records = await call.records.list(deliveries, { parent: webhook, order: "asc", after, limit: page });
    for (const { id, data } of records) {
      if (data.completedAt !== null) continue;
      const canceled: DeliveryData = { ...data, status: "canceled", nextAttemptAt: null, completedAt: call.clock() };
      await call.records.update(deliveries, id, { data: canceled }, webhook);
    }
    const last = records.at(-1);
    if (last === undefined || records.length < page) return;
    after = last.sequence;
  }
}
