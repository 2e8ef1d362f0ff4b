import { webhook } from "../domains/webhooks/webhook-resource.js";
import type { EventData } from "../events/keep-event.js";
import { matchesEvent } from "../events/matches-event.js";
import type { Records, Transaction } from "../store/store.js";

const maxWebhooks = 1000;

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
    const patterns = await wantedPatterns(this.#transaction.records(project));
    this.#patterns.set(project, patterns);
    return patterns;
  }
}

/** Whether an enabled webhook of a project wants events of a type. */
export async function webhooksWant(records: Records, type: EventData["type"]): Promise<boolean> {
  return (await wantedPatterns(records)).some((pattern) => matchesEvent(pattern, type));
}

async function wantedPatterns(records: Records): Promise<readonly string[]> {
  const endpoints = await records.list(webhook.kind, { order: "desc", limit: maxWebhooks });
  return endpoints.flatMap(({ data }) => (data.enabled ? data.events : []));
}
