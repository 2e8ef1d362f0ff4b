import type { Clock } from "../../../clock.js";
import type { Ids } from "../../../ids.js";
import { kind, type Store } from "../../../store/store.js";
import type { WebhookEvent } from "./webhook-event.js";

/** Events that are kept together until their endpoint has them. */
export interface KeptEvents {
  readonly id: string;
  readonly events: readonly WebhookEvent[];
}

/** What an outbox is made of. */
export interface WebhookOutboxOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly project: string;
  /** Names the endpoint. */
  readonly endpoint: string;
}

/** Kept events; the parent is the endpoint. */
const keptEvents = kind<Pick<KeptEvents, "events">>("pusher-webhook-events");
/** After so long nobody wants to hear of them any more: the endpoint was taken away, or the platform was down. */
const keptMs = 86_400_000;
const mostKept = 1000;

/** The events on their way to one endpoint, as the store has them: a restart goes on with them. */
export class WebhookOutbox {
  readonly #options: WebhookOutboxOptions;

  constructor(options: WebhookOutboxOptions) {
    this.#options = options;
  }

  /** What was kept before, the oldest first. */
  waiting(): Promise<readonly KeptEvents[]> {
    const { store, project, endpoint: parent } = this.#options;
    return store.transaction(async (transaction) => {
      const records = await transaction.records(project).list(keptEvents, { parent, order: "asc", limit: mostKept });
      return records.map(({ id, data: { events } }) => ({ id, events }));
    });
  }

  /** An id for events that are to be kept. */
  newId(): string {
    return this.#options.ids("pwe");
  }

  async keep({ id, events }: KeptEvents): Promise<void> {
    const { store, clock, project, endpoint: parent } = this.#options;
    const record = { id, parent, data: { events }, expiresAt: clock() + keptMs };
    await store.transaction((transaction) => transaction.records(project).insert(keptEvents, record));
  }

  async forget(kept: readonly Pick<KeptEvents, "id">[]): Promise<void> {
    const { store, project, endpoint } = this.#options;
    await store.transaction(async (transaction) => {
      for (const { id } of kept) await transaction.records(project).remove(keptEvents, id, endpoint);
    });
  }
}
