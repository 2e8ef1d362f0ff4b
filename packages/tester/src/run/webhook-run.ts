import { type Deliveries, readDeliveries } from "../checks/story/webhooks/deliveries.js";
import { deliveryChecks } from "../checks/story/webhooks/delivery-checks.js";
import { deliverySetups } from "../checks/story/webhooks/delivery-setups.js";
import { unseenOf } from "../checks/story/webhooks/unseen.js";
import { attempts, type CreationAttempt } from "../plan/attempts.js";
import { seedOf } from "../plan/seed.js";
import { Sinks } from "../webhooks/sinks.js";
import { abreast } from "./abreast.js";
import { DeliveryPlans, type KnownWebhook } from "./delivery-plans.js";
import { DeliveryTrials } from "./delivery-trials.js";
import type { RunParts } from "./parts.js";

/** What testing webhooks takes. */
export interface WebhookRunOptions {
  readonly parts: RunParts;
  /** The server under test. */
  readonly url: URL;
  /** Milliseconds in which an event must come. */
  readonly eventMs: number;
  /** Milliseconds that are waited for a second attempt. */
  readonly webhookMs: number;
}

/** Webhooks that are looked at at once. */
const most = 24;
/** Numbers of values stay below this, so that those of trials can be added. */
const mostN = 1_000_000;

/** Tests webhooks: that they come, what comes, and what is done when nobody takes them. */
export class WebhookRun {
  readonly #options: WebhookRunOptions;
  readonly #plans: DeliveryPlans;

  constructor(options: WebhookRunOptions) {
    this.#options = options;
    this.#plans = new DeliveryPlans(options.parts, options.webhookMs);
  }

  /** Tests all webhooks of the run: each of them once, and one of those that came in every way that an endpoint can fail. */
  async run(): Promise<void> {
    const { webhooks, profile, signal } = this.#options.parts;
    if (webhooks.length === 0 || signal.aborted) return;
    const known = this.#known();
    await using sinks = await Sinks.open();
    const ways = await this.#each(known, sinks);
    // In the order of the document, whichever came first.
    const [easiest] = known.filter((each) => ways.has(each)).toSorted((one, other) => ease(one) - ease(other));
    const way = easiest === undefined ? undefined : ways.get(easiest);
    if (easiest !== undefined && way !== undefined) await this.#many(easiest, way, sinks);
    const [first] = known;
    if (first === undefined || profile.webhooks?.ssrf !== true) return;
    await this.#trials(first, sinks).run(this.#plans.inside(first));
  }

  #known(): readonly KnownWebhook[] {
    const { parts, eventMs } = this.#options;
    return [...deliverySetups(parts.webhooks, { ...parts, eventMs })].flatMap(([name, found]) => {
      if ("setup" in found) return [{ setup: found.setup, n: Math.abs(seedOf(parts.seed, name, "webhook")) % mostN }];
      this.#note(name, found.missing);
      return [];
    });
  }

  /** Tests each webhook once. Gives how those were caused that came. */
  async #each(known: readonly KnownWebhook[], sinks: Sinks): Promise<ReadonlyMap<KnownWebhook, CreationAttempt>> {
    const ways = new Map<KnownWebhook, CreationAttempt>();
    const { signal } = this.#options.parts;
    await abreast(known, { most, signal }, async (each) => {
      const seen = await this.#plain(each, sinks);
      if ("way" in seen) ways.set(each, seen.way);
      else this.#note(each.setup.webhook.name, seen.missing);
    });
    return ways;
  }

  /** One endpoint that takes everything. Gives how the event was caused, or why it did not come. */
  async #plain(
    known: KnownWebhook,
    sinks: Sinks,
  ): Promise<{ readonly way: CreationAttempt } | { readonly missing: string }> {
    const { setup } = known;
    const trials = this.#trials(known, sinks);
    let missing = "no allowed request causes it";
    for (const [attempt, way] of attempts.entries()) {
      if (this.#options.parts.signal.aborted) break;
      const story = await trials.run(this.#plans.plain(known, way, attempt));
      if (story === undefined) continue;
      const deliveries = readDeliveries(story, setup);
      if (deliveries.endpoints.length === 0) return { missing: "no endpoint could be registered" };
      if (deliveries.causes.length > 0) return hasCome(deliveries) ? { way } : { missing: "it did not come" };
      missing = `${setup.trigger.operation.id} was refused`;
    }
    return { missing };
  }

  /** Endpoints that fail in every way. */
  async #many(known: KnownWebhook, way: CreationAttempt, sinks: Sinks): Promise<void> {
    const story = await this.#trials(known, sinks).run(this.#plans.many(known, way));
    if (story === undefined) return;
    for (const note of unseenOf(readDeliveries(story, known.setup))) this.#note(known.setup.webhook.name, note);
  }

  #trials({ setup }: KnownWebhook, sinks: Sinks): DeliveryTrials {
    return new DeliveryTrials({ ...this.#options, checks: deliveryChecks(setup), sinks });
  }

  #note(webhook: string, note: string): void {
    const { coverage, signal } = this.#options.parts;
    if (!signal.aborted) coverage.note(webhook, note);
  }
}

function hasCome({ endpoints }: Deliveries): boolean {
  return endpoints.some(({ attempts: { length } }) => length > 0);
}

/** What is created is easier to cause than what is changed, and fewer parents are easier than more. */
function ease({ setup: { trigger } }: KnownWebhook): number {
  return (trigger.effect === "create" ? 0 : 10) + trigger.resource.collection.split("/{").length;
}
