import { events } from "../../../events/keep-event.js";
import type { StoredRecord } from "../../../store/store.js";
import { cancelDeliveries, deliveries, type DeliveryData, dueKey } from "../delivery-resource.js";
import { webhook } from "../webhook-resource.js";
import type { DeliveryToSend } from "./attempt-delivery.js";
import type { SettleCall } from "./settle-delivery.js";

/** What is wanted of the deliveries of an endpoint. */
export interface TakeOptions {
  readonly webhook: string;
  /** Those that are being sent. */
  readonly underWay: ReadonlySet<string>;
  /** How many are wanted, at least 1. */
  readonly limit: number;
}

/** What there is to send to an endpoint. */
export interface Taken {
  readonly due: readonly DeliveryToSend[];
  /** When more is due, in milliseconds since 1970; undefined = nothing else is on its way. */
  readonly nextAt: number | undefined;
}

/** Takes the deliveries of an endpoint that are due, those that are due longest first, and marks them as being sent. */
export async function takeDeliveries(call: SettleCall, options: TakeOptions): Promise<Taken> {
  const { webhook: parent, underWay, limit } = options;
  const endpoint = await call.records.get(webhook.kind, parent);
  if (endpoint === undefined) {
    await cancelDeliveries(call, parent);
    return { due: [], nextAt: undefined };
  }
  const queue = { parent, by: "key", order: "asc", limit: underWay.size + limit + 1 } as const;
  const idle = (await call.records.list(deliveries, queue)).filter(({ id }) => !underWay.has(id));
  const ready = idle.slice(0, limit).filter(({ data }) => (data.nextAttemptAt ?? 0) <= call.clock());
  const due: DeliveryToSend[] = [];
  for (const record of ready) {
    const event = await call.records.get(events, record.data.eventId);
    await mark(call, record, event === undefined ? "failed" : "delivering");
    if (event !== undefined) due.push({ id: record.id, event: event.data, endpoint: endpoint.data });
  }
  return { due, nextAt: idle[ready.length]?.data.nextAttemptAt ?? undefined };
}

/** A delivery whose event is no longer kept cannot be sent. */
async function mark(
  { records, clock }: SettleCall,
  { id, parent, data }: StoredRecord<DeliveryData>,
  status: "delivering" | "failed",
): Promise<void> {
  const at = status === "failed" ? null : data.nextAttemptAt;
  const completedAt = status === "failed" ? clock() : null;
  const key = at === null ? null : dueKey(id, at);
  await records.update(deliveries, id, { key, data: { ...data, status, nextAttemptAt: at, completedAt } }, parent);
}
