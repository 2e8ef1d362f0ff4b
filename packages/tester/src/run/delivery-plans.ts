import { randomUUID } from "node:crypto";
import type { DeliverySetup } from "../checks/story/webhooks/deliveries.js";
import type { CreationAttempt } from "../plan/attempts.js";
import type { Step } from "../plan/sequence.js";
import { insideEndpoints } from "../plan/webhooks/address-scenario.js";
import { causeSteps } from "../plan/webhooks/causes.js";
import { type DeliveryOptions, manyDeliveries, plainDelivery, playable } from "../plan/webhooks/delivery-scenarios.js";
import type { MakeDelivery } from "./delivery-trials.js";
import type { RunParts } from "./parts.js";

/** Values of different attempts, trials and causes have numbers that are far from each other. */
const [ofMany, ofAttempts, ofCauses] = [100_000, 1000, 10];

/** A webhook, and the number that chooses its values. */
export interface KnownWebhook {
  readonly setup: DeliverySetup;
  readonly n: number;
}

/** Makes the scenarios of webhooks, of a run's values. */
export class DeliveryPlans {
  readonly #parts: RunParts;
  readonly #webhookMs: number;
  readonly #salt = randomUUID();

  /** `webhookMs`: how long is waited for second attempts. */
  constructor(parts: RunParts, webhookMs: number) {
    this.#parts = parts;
    this.#webhookMs = webhookMs;
  }

  /** One endpoint that takes everything. `attempt` tells tries apart until the cause is taken. */
  plain(known: KnownWebhook, way: CreationAttempt, attempt: number): MakeDelivery {
    return (trial) => {
      const n = known.n + attempt * ofAttempts;
      const cause = this.#cause(known, { way, number: 1, n: n + trial * ofCauses });
      return cause === undefined ? undefined : plainDelivery(cause, this.#options(known, n + trial));
    };
  }

  /** Endpoints that fail in every way, or in those that are asked for. */
  many(known: KnownWebhook, way: CreationAttempt): MakeDelivery {
    const { contract, credentials } = this.#parts;
    const { registration, webhook } = known.setup;
    const isOther = (name: string) => name !== webhook.name && registration.events?.accepts(name) === true;
    const other = contract.webhooks.find(({ name }) => isOther(name))?.name;
    const otherTenant = credentials.of("otherTenant", registration.create) !== undefined;
    return (trial, only) => {
      const n = known.n + (trial + 1) * ofMany;
      const [first, second] = [1, 2].map((number) => this.#cause(known, { way, number, n: n + number * ofCauses }));
      if (first === undefined || second === undefined) return undefined;
      const options = { ...this.#options(known, n), ...(other !== undefined && { other }) };
      const roles = playable({ ...options, otherTenant });
      return manyDeliveries([first, second], {
        ...options,
        roles: only === undefined ? roles : roles.filter((each) => only.includes(each)),
        webhookMs: this.#webhookMs,
      });
    };
  }

  /** Endpoints inside of networks. */
  inside(known: KnownWebhook): MakeDelivery {
    return (trial) => insideEndpoints(this.#options(known, known.n + trial));
  }

  #cause(
    { setup: { trigger } }: KnownWebhook,
    { way, number, n }: { readonly way: CreationAttempt; readonly number: number; readonly n: number },
  ): readonly Step[] | undefined {
    const { planner, contract } = this.#parts;
    const { ownNames, ...made } = way;
    const salt = ownNames ? this.#salt : "";
    return causeSteps(trigger, number, { planner, operations: contract.operations, n, ...made, salt });
  }

  #options({ setup: { registration, webhook } }: KnownWebhook, n: number): DeliveryOptions {
    return { registration, planner: this.#parts.planner, n, salt: this.#salt, webhook: webhook.name };
  }
}
