import { type EventData, keepEvent } from "../../events/keep-event.js";
import { deliverEvent, type DeliverCall, endpointsNaming } from "./deliver-event.js";

/** Keeps an event and puts it on its way to the webhook endpoints that want it: all with its cause, or nothing. */
export async function tellEvent(call: DeliverCall, event: EventData): Promise<void> {
  await keepEvent(call.records, event, call.clock());
  // The event of a test is for the endpoint that is tested.
  if (event.type !== "webhook.test") await deliverEvent(call, event);
}

/** The same for an event of which there are as many as messages: it is made, and kept, only where an enabled endpoint names its type. */
export async function tellWantedEvent<Type extends EventData["type"]>(
  call: DeliverCall,
  type: Type,
  make: () => Extract<EventData, { readonly type: Type }>,
): Promise<void> {
  const endpoints = await endpointsNaming(call.records, type);
  if (endpoints.length === 0) return;
  const event = make();
  await keepEvent(call.records, event, call.clock());
  await deliverEvent(call, event, endpoints);
}
