import type { EventData } from "../../events/keep-event.js";
import { matchesEvent } from "../../events/matches-event.js";
import { matchFilter } from "../../filter/match-filter.js";
import { parseFilter } from "../../filter/parse-filter.js";
import type { Call } from "../../handler.js";
import { filterLimits } from "../../http/admit.js";
import { schedule, type ScheduleCall } from "./delivery-resource.js";
import { webhook, type WebhookData } from "./webhook-resource.js";

/** What of a call is needed to put events on their way. */
export type DeliverCall = ScheduleCall & Pick<Call, "contract">;

const page = 500;

/** Puts an event on its way to every endpoint that wants it, in the transaction of its cause. Returns how many deliveries that began. */
export async function deliverEvent(call: DeliverCall, event: EventData): Promise<number> {
  let begun = 0;
  for (let after = 0; ;) {
    const endpoints = await call.records.list(webhook.kind, { order: "asc", after, limit: page });
    for (const { id, data } of endpoints) {
      if (!wants(call, data, event)) continue;
      await schedule(call, { webhook: id, event });
      begun += 1;
    }
    const last = endpoints.at(-1);
    if (last === undefined || endpoints.length < page) return begun;
    after = last.sequence;
  }
}

/** Whether an endpoint is enabled, names the event's type, and its filter selects the event. */
function wants(call: DeliverCall, { enabled, events, filter }: WebhookData, event: EventData): boolean {
  const named = events.some((pattern) => matchesEvent(pattern, event.type));
  return enabled && named && (filter === null || matchFilter(parseFilter(filter, filterLimits(call)), event));
}
