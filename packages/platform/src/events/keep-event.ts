import type { Event } from "../gen/types.gen.js";
import type { Plain } from "../json/plain.js";
import { kind, type Records } from "../store/store.js";

/** An event as it is pushed and delivered. */
export type EventData = Plain<Event>;

/** The events of a project, for webhooks and their list. */
export const events = kind<EventData>("event");

const keptMs = 30 * 86_400_000;

/** Keeps an event, to be listed and delivered to webhooks. */
export async function keepEvent(records: Records, event: EventData, now: number): Promise<void> {
  await records.insert(events, { id: event.id, data: event, expiresAt: now + keptMs });
}
