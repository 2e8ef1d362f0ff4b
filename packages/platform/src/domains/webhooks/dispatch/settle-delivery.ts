import type { Call } from "../../../handler.js";
import type { StoredRecord } from "../../../store/store.js";
import { cancelDeliveries, deliveries, type DeliveryData, dueKey } from "../delivery-resource.js";
import { forgetFailures, noteFailure } from "../endpoint-health.js";
import { webhook, type WebhookData } from "../webhook-resource.js";
import type { AttemptOutcome } from "./attempt-delivery.js";
import { retryAt } from "./retry-schedule.js";

/** What of a transaction is needed to settle an attempt. */
export type SettleCall = Pick<Call, "records" | "clock">;

/** An attempt that is over. */
export interface AttemptOver {
  readonly webhook: string;
  readonly delivery: string;
  /** Undefined = the platform ended it. */
  readonly outcome: AttemptOutcome | undefined;
  /** From 0 to 1, for the jitter. */
  readonly random: number;
  /** Waits between the attempts, in milliseconds. Default: the platform's. */
  readonly waits?: readonly number[] | undefined;
}

const gone = 410;

/** Notes how an attempt went, and what follows. Returns when the delivery is tried again, in milliseconds since 1970, if it is. */
export async function settleDelivery(call: SettleCall, over: AttemptOver): Promise<number | undefined> {
  const record = await call.records.get(deliveries, over.delivery, over.webhook);
  if (record === undefined) return undefined;
  const { outcome, random, waits } = over;
  if (outcome === undefined) return putBack(call, record);
  const { retryAfter, ...attempt } = outcome;
  const attempts = [...record.data.attempts, { number: record.data.attempts.length + 1, ...attempt }];
  const data = { ...record.data, attempts };
  // It was canceled meanwhile, and stays so.
  if (data.completedAt !== null) return void (await keep(call, record, data));
  if (attempt.status === "succeeded") {
    await keep(call, record, { ...data, status: "succeeded", nextAttemptAt: null, completedAt: call.clock() });
    await forgetFailures(call.records, over.webhook);
    return undefined;
  }
  const isGone = attempt.response?.status === gone;
  const { createdAt } = record;
  const time = { attempts: attempts.length, now: call.clock(), createdAt, retryAfter, random, waits };
  const next = isGone ? undefined : retryAt(time);
  if (next !== undefined) {
    await keep(call, record, { ...data, status: "retrying", nextAttemptAt: next });
    return next;
  }
  await fail(call, record, data);
  if (isGone) await disable(call, over.webhook, "gone");
  return undefined;
}

/** The platform closes: the attempt does not count. */
async function putBack(call: SettleCall, record: StoredRecord<DeliveryData>): Promise<undefined> {
  if (record.data.completedAt !== null) return;
  await keep(call, record, { ...record.data, status: record.data.attempts.length === 0 ? "pending" : "retrying" });
}

async function fail(call: SettleCall, record: StoredRecord<DeliveryData>, data: DeliveryData): Promise<void> {
  const now = call.clock();
  await keep(call, record, { ...data, status: "failed", nextAttemptAt: null, completedAt: now });
  const failing = { webhook: record.parent, since: record.createdAt, now };
  if (await noteFailure(call.records, failing)) await disable(call, record.parent, "failing");
}

async function keep({ records }: SettleCall, record: StoredRecord<DeliveryData>, data: DeliveryData): Promise<void> {
  const key = data.nextAttemptAt === null ? null : dueKey(record.id, data.nextAttemptAt);
  await records.update(deliveries, record.id, { key, data }, record.parent);
}

async function disable(
  call: SettleCall,
  id: string,
  disabledReason: Exclude<WebhookData["disabledReason"], null>,
): Promise<void> {
  const endpoint = await call.records.get(webhook.kind, id);
  if (endpoint?.data.enabled === true)
    await call.records.update(webhook.kind, id, { data: { ...endpoint.data, enabled: false, disabledReason } });
  await cancelDeliveries(call, id);
}
