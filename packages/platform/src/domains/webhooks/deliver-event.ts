import type { EventData } from "../../events/keep-event.js";
import { matchesEvent } from "../../events/matches-event.js";
import { matchFilter } from "../../filter/match-filter.js";
import { parseFilter } from "../../filter/parse-filter.js";
import type { Call } from "../../handler.js";
import { filterLimits } from "../../http/admit.js";
import type { Records, StoredRecord } from "../../store/store.js";
import { schedule, type ScheduleCall } from "./delivery-resource.js";
import { webhook, type WebhookData } from "./webhook-resource.js";

/** What of a call is needed to put events on their way. */
export type DeliverCall = ScheduleCall & Pick<Call, "contract">;

const page = 500;

/**
 * Puts an event on its way to every endpoint that wants it, in the transaction of its cause. `endpoints`: those that name its type, where
 * they are known already. Returns how many deliveries that began.
 */
export async function deliverEvent(
  call: DeliverCall,
  event: EventData,
  endpoints?: readonly StoredRecord<WebhookData>[],
): Promise<number> {
  let begun = 0;
  for (const { id, data } of endpoints ?? (await endpointsNaming(call.records, event.type))) {
    if (!isSelected(call, data, event)) continue;
    await schedule(call, { webhook: id, event });
    begun += 1;
  }
  return begun;
}

/** The enabled endpoints of a project that name an event's type, the oldest first. */
export async function endpointsNaming(
  records: Records,
  type: EventData["type"],
): Promise<readonly StoredRecord<WebhookData>[]> {
  const enabled = await enabledEndpoints(records);
  return enabled.filter(({ data }) => data.events.some((pattern) => matchesEvent(pattern, type)));
}

/** The enabled endpoints of a project, the oldest first. */
export async function enabledEndpoints(records: Records): Promise<readonly StoredRecord<WebhookData>[]> {
  const enabled: StoredRecord<WebhookData>[] = [];
  for (let after = 0; ;) {
    const endpoints = await records.list(webhook.kind, { order: "asc", after, limit: page });
    enabled.push(...endpoints.filter(({ data }) => data.enabled));
    const last = endpoints.at(-1);
    if (last === undefined || endpoints.length < page) return enabled;
    after = last.sequence;
  }
}

/** Whether the filter of an endpoint selects an event. */
function isSelected(call: DeliverCall, { filter }: WebhookData, event: EventData): boolean {
  return filter === null || matchFilter(parseFilter(filter, filterLimits(call)), event);
}
