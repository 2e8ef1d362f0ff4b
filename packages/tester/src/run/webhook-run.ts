import { randomUUID } from "node:crypto";
import { deliveryChecks } from "../checks/story/webhooks/delivery-checks.js";
import { type DeliverySetup, readDeliveries } from "../checks/story/webhooks/deliveries.js";
import { deliverySetups } from "../checks/story/webhooks/delivery-setups.js";
import { unseenOf } from "../checks/story/webhooks/unseen.js";
import { attempts } from "../plan/attempts.js";
import type { Scenario } from "../plan/scenario.js";
import { insideEndpoints } from "../plan/webhooks/address-scenario.js";
import { causeSteps } from "../plan/webhooks/causes.js";
import { type DeliveryOptions, manyDeliveries, plainDelivery, playable } from "../plan/webhooks/delivery-scenarios.js";
import type { Role } from "../plan/webhooks/roles.js";
import { seedOf } from "../plan/seed.js";
import { Sinks } from "../webhooks/sinks.js";
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

/** Values of different webhooks, attempts and trials have numbers that are far from each other. */
const [ofAttempts, ofCauses] = [1000, 10];

/** What is known of one webhook. */
interface Known extends Pick<DeliverySetup, "webhook" | "trigger"> {
  readonly setup: DeliverySetup;
  readonly n: number;
}

/** How the creation of a cause was made when it was taken. */
type Way = (typeof attempts)[number];

/** Tests webhooks: that they come, what comes, and what is done when nobody takes them. */
export class WebhookRun {
  readonly #options: WebhookRunOptions;
  readonly #salt = randomUUID();

  constructor(options: WebhookRunOptions) {
    this.#options = options;
  }

  /** Tests all webhooks of the run: each of them once, and one of those that came in every way that an endpoint can fail. */
  async run(): Promise<void> {
    const { webhooks, profile } = this.#options.parts;
    if (webhooks.length === 0) return;
    const known = this.#known();
    await using sinks = await Sinks.open();
    const seen = await Promise.all(known.map((each) => this.#plain(each, sinks)));
    const ways = new Map(seen.flatMap((way, index) => (way === undefined ? [] : [[known[index] as Known, way]])));
    await this.#many(ways, sinks);
    const [first] = known;
    if (profile.webhooks?.ssrf === true && first !== undefined) await this.#inside(first, sinks);
  }

  #known(): readonly Known[] {
    const { parts, eventMs } = this.#options;
    return [...deliverySetups(parts.webhooks, { ...parts, eventMs })].flatMap(([name, found]): readonly Known[] => {
      if ("setup" in found) {
        const n = Math.abs(seedOf(parts.seed, name, "webhook")) % 1_000_000;
        const { webhook, trigger } = found.setup;
        return [{ webhook, trigger, setup: found.setup, n }];
      }
      parts.coverage.note(name, `not covered: ${found.missing}`);
      return [];
    });
  }

  /** One endpoint that takes everything. Gives how the event was caused, if it came. */
  async #plain(known: Known, sinks: Sinks): Promise<Way | undefined> {
    const trials = this.#trials(known, sinks);
    let refusal = "no allowed request causes it";
    for (const [attempt, way] of attempts.entries()) {
      if (this.#options.parts.signal.aborted) return undefined;
      const n = known.n + attempt * ofAttempts;
      const story = await trials.run((trial) => {
        const cause = this.#cause(known, { way, number: 1, n: n + trial * ofCauses });
        return cause === undefined ? undefined : plainDelivery(cause, this.#wishes(known, n + trial));
      });
      if (story === undefined) continue;
      const { causes, endpoints } = readDeliveries(story, known.setup);
      if (endpoints.length === 0) refusal = "no endpoint could be registered";
      else if (causes.length === 0) refusal = `${known.trigger.operation.id} was refused`;
      if (endpoints.length === 0) break;
      if (causes.length === 0) continue;
      if (endpoints.some((each) => each.attempts.length > 0)) return way;
      refusal = "it did not come";
      break;
    }
    this.#options.parts.coverage.note(known.webhook.name, `not covered: ${refusal}`);
    return undefined;
  }

  /** Endpoints that fail in every way, for one webhook; what is created is the easiest to cause. */
  async #many(ways: ReadonlyMap<Known, Way>, sinks: Sinks): Promise<void> {
    const { parts, webhookMs } = this.#options;
    const [chosen] = [...ways].toSorted(([one], [other]) => ease(one) - ease(other));
    if (chosen === undefined || parts.signal.aborted) return;
    const [known, way] = chosen;
    const { registration } = known.setup;
    const other = parts.contract.webhooks.find(
      ({ name }) => name !== known.webhook.name && registration.events?.accepts(name) === true,
    )?.name;
    const make = (trial: number, only?: readonly Role[]): Scenario | undefined => {
      const n = known.n + (trial + 1) * 100_000;
      const wishes = this.#wishes(known, n);
      const [first, second] = [1, 2].map((number) => this.#cause(known, { way, number, n: n + number * ofCauses }));
      if (first === undefined || second === undefined) return undefined;
      const otherTenant = parts.credentials.of("otherTenant", registration.create) !== undefined;
      const roles = playable({ ...wishes, otherTenant, ...(other !== undefined && { other }) });
      return manyDeliveries([first, second], {
        ...wishes,
        roles: only === undefined ? roles : roles.filter((each) => only.includes(each)),
        webhookMs,
        ...(other !== undefined && { other }),
      });
    };
    const story = await this.#trials(known, sinks).run(make);
    if (story === undefined) return;
    for (const note of unseenOf(readDeliveries(story, known.setup)))
      parts.coverage.note(known.webhook.name, `not covered: ${note}`);
  }

  async #inside(known: Known, sinks: Sinks): Promise<void> {
    await this.#trials(known, sinks).run((trial) => insideEndpoints(this.#wishes(known, known.n + trial)));
  }

  #trials({ setup }: Known, sinks: Sinks): DeliveryTrials {
    return new DeliveryTrials({ ...this.#options, checks: deliveryChecks(setup), sinks });
  }

  #cause({ trigger }: Known, { way, number, n }: { readonly way: Way; readonly number: number; readonly n: number }) {
    const { planner, contract } = this.#options.parts;
    const { ownNames, ...made } = way;
    const salt = ownNames ? this.#salt : "";
    return causeSteps(trigger, number, { planner, operations: contract.operations, n, ...made, salt });
  }

  #wishes({ setup, webhook }: Known, n: number): DeliveryOptions {
    const { planner } = this.#options.parts;
    return { registration: setup.registration, planner, n, salt: this.#salt, webhook: webhook.name };
  }
}

/** What is created is easier to cause than what is changed, and fewer parents are easier than more. */
function ease({ trigger: { effect, resource } }: Known): number {
  return (effect === "create" ? 0 : 10) + resource.collection.split("/{").length;
}
