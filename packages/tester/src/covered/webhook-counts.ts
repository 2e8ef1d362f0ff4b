import type { Webhook } from "@parlance/contract";
import type { Entry, Story } from "../run/story.js";
import { isObject } from "../values/json-kinds.js";
import { jsonIn } from "../webhooks/delivery.js";

/** What became of calls of a webhook. */
export interface WebhookCoverage {
  readonly webhook: string;
  readonly deliveries: number;
  /** What the tester's endpoint answered, with how often: `2xx`, `410`, `reset`, `timeout` … */
  readonly outcomes: Readonly<Record<string, number>>;
  readonly notes: readonly string[];
}

type Hooked = Extract<Entry, { readonly kind: "hooked" }>;

/** Counts what came to the tester's endpoints. */
export class WebhookCounts {
  readonly #names: ReadonlySet<string>;
  readonly #outcomes = new Map<string, Map<string, number>>();

  constructor(webhooks: readonly Webhook[]) {
    this.#names = new Set(webhooks.map(({ name }) => name));
  }

  /** Counts what came in a scenario: as the webhook that a request names, else as the one that the scenario is about. */
  add({ entries, scenario }: Story): void {
    for (const entry of entries) {
      if (entry.kind !== "hooked") continue;
      const name = this.#namedBy(entry) ?? scenario.subject;
      const outcomes = this.#outcomes.get(name) ?? new Map<string, number>();
      this.#outcomes.set(name, outcomes);
      const outcome = outcomeOf(entry.answered.answer);
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
  }

  /** What was seen of a webhook. */
  of({ name }: Webhook, notes: readonly string[]): WebhookCoverage {
    const outcomes = this.#outcomes.get(name) ?? new Map<string, number>();
    const deliveries = [...outcomes.values()].reduce((sum, each) => sum + each, 0);
    return { webhook: name, deliveries, outcomes: Object.fromEntries(outcomes), notes };
  }

  /** The webhook that a body names: one of its members is the name. */
  #namedBy(request: Hooked): string | undefined {
    const body = jsonIn(request);
    const members = isObject(body) ? Object.values(body) : [];
    return members.find((each): each is string => typeof each === "string" && this.#names.has(each));
  }
}

/** The kind of an answer: statuses with a meaning of their own for webhooks as they are, others by their class. */
function outcomeOf(answer: number | string): string {
  if (typeof answer === "string" || answer === 410 || answer === 429) return String(answer);
  return `${Math.floor(answer / 100)}xx`;
}
