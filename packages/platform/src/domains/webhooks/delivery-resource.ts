import { timestamp } from "../../clock.js";
import type { Call } from "../../handler.js";
import type * as contract from "../../gen/types.gen.js";
import type { Plain } from "../../json/plain.js";
import type { EventData } from "../../events/keep-event.js";
import type { Kept, Resource } from "../../resource/resource.js";
import { optionalTimestamp, times } from "../../resource/times.js";
import { kind, type StoredRecord } from "../../store/store.js";
import { forgetFailures } from "./endpoint-health.js";

type Delivery = Plain<contract.Delivery>;

/** One event on its way to one endpoint. The parent is the endpoint. Times are milliseconds since 1970. */
export type DeliveryData = Kept<Delivery, "webhookId" | "nextAttemptAt" | "completedAt"> & {
  readonly nextAttemptAt: number | null;
  readonly completedAt: number | null;
};

/** Deliveries; the parent is the endpoint, the key of those under way `dueKey`. */
export const deliveries = kind<DeliveryData>("delivery");
const keptMs = 30 * 86_400_000;
const page = 500;
/** Deliveries that are on their way to one endpoint at most. */
const maxUnderWay = 10_000;

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

/** What of a call is needed to put an event on its way. */
export type ScheduleCall = Pick<Call, "records" | "clock" | "ids" | "webhooks">;

/**
 * Puts an event on its way to an endpoint: stored with its cause, and due at once. Where 10,000 are on their way already it has failed
 * from the start, so that it is seen and can be sent again.
 */
export async function schedule(
  call: ScheduleCall,
  {
    webhook,
    event,
    resendOf = null,
  }: { readonly webhook: string; readonly event: EventData; readonly resendOf?: string | null },
): Promise<StoredRecord<DeliveryData>> {
  const now = call.clock();
  const id = call.ids("dlv");
  const full = (await call.records.countKeyed(deliveries, webhook, maxUnderWay)) >= maxUnderWay;
  const data: DeliveryData = {
    eventId: event.id,
    eventType: event.type,
    status: full ? "failed" : "pending",
    attempts: [],
    nextAttemptAt: full ? null : now,
    completedAt: full ? now : null,
    resendOf,
  };
  const key = full ? {} : { key: dueKey(id, now) };
  const record = await call.records.insert(deliveries, { id, parent: webhook, data, expiresAt: now + keptMs, ...key });
  if (!full) call.webhooks.wake({ project: record.project, webhook });
  return record;
}

/** The key of a delivery that is under way: it sorts by when the next attempt is due. A complete one has none. */
export function dueKey(id: string, at: number): string {
  return `${timestamp(at)} ${id}`;
}

/** Cancels what is still under way to an endpoint, and forgets how it fared: nothing of it counts when it is enabled again. */
export async function cancelDeliveries(call: Pick<Call, "records" | "clock">, webhook: string): Promise<void> {
  const completedAt = call.clock();
  await forgetFailures(call.records, webhook);
  for (;;) {
    const underWay = await call.records.list(deliveries, { parent: webhook, by: "key", order: "asc", limit: page });
    for (const { id, data } of underWay) {
      const canceled: DeliveryData = { ...data, status: "canceled", nextAttemptAt: null, completedAt };
      await call.records.update(deliveries, id, { key: null, data: canceled }, webhook);
    }
    if (underWay.length < page) return;
  }
}
