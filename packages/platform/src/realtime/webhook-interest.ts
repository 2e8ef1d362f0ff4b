import { enabledEndpoints } from "../domains/webhooks/deliver-event.js";
import type { EventData } from "../events/keep-event.js";
import { matchesEvent } from "../events/matches-event.js";
import type { Transaction } from "../store/store.js";

/** Which events the webhooks of projects want, read once for each project in a transaction. */
export class WebhookInterest {
  readonly #transaction: Transaction;
  readonly #patterns = new Map<string, readonly string[]>();

  constructor(transaction: Transaction) {
    this.#transaction = transaction;
  }

  /** Whether an enabled webhook of the event's project wants events of its type. */
  async includes({ projectId, type }: EventData): Promise<boolean> {
    const patterns = this.#patterns.get(projectId) ?? (await this.#read(projectId));
    return patterns.some((pattern) => matchesEvent(pattern, type));
  }

  async #read(project: string): Promise<readonly string[]> {
    const endpoints = await enabledEndpoints(this.#transaction.records(project));
    const patterns = endpoints.flatMap(({ data }) => data.events);
    this.#patterns.set(project, patterns);
    return patterns;
  }
}
