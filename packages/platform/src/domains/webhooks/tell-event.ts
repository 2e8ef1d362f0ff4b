import { type EventData, keepEvent } from "../../events/keep-event.js";
import { deliverEvent, type DeliverCall } from "./deliver-event.js";

/** Keeps an event and puts it on its way to the webhook endpoints that want it: all with its cause, or nothing. */
export async function tellEvent(call: DeliverCall, event: EventData): Promise<void> {
  await keepEvent(call.records, event, call.clock());
  // The event of a test is for the endpoint that is tested.
  if (event.type !== "webhook.test") await deliverEvent(call, event);
}
