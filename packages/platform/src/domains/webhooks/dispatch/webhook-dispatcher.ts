import type { Clock } from "../../../clock.js";
import type { Store } from "../../../store/store.js";
import type { EndpointAddress, WebhookWaker } from "../../../webhooks/webhook-waker.js";
import { deliveries } from "../delivery-resource.js";
import { webhook } from "../webhook-resource.js";
import { attemptDelivery, type DeliveryToSend } from "./attempt-delivery.js";
import { settleDelivery } from "./settle-delivery.js";
import { type Taken, takeDeliveries } from "./take-deliveries.js";

/** What a dispatcher is made of. */
export interface WebhookDispatcherOptions {
  readonly store: Store;
  readonly clock: Clock;
  /** Whether endpoints on this machine are open. */
  readonly development: boolean;
  /** Told defects of the store. */
  readonly failed: (error: unknown) => void;
  /** How long an endpoint may take to answer. Default: 15 seconds, as the contract says. */
  readonly timeoutMs?: number;
  /** Waits between the attempts of a delivery, in milliseconds. Default: the platform's. */
  readonly waits?: readonly number[];
  /** Makes one attempt. Default `attemptDelivery`. */
  readonly attempt?: typeof attemptDelivery;
}

/** An endpoint to which something is on its way. */
interface Lane {
  readonly at: EndpointAddress;
  readonly underWay: Set<string>;
  /** Whether the store is being asked for more. */
  asking: boolean;
  /** When to ask the store for more; milliseconds since 1970, undefined = there is no more. */
  nextAt: number | undefined;
  /** Whether the last attempt was not answered. */
  silent: boolean;
}

const usualTimeoutMs = 15_000;
/** Deliveries that are being sent at a time: to one endpoint, to one that did not answer the last time, and in all. */
const maxAtOnce = { endpoint: 4, silent: 1, all: 64 };
/** How often the clock is looked at for what is to be tried again; more often where a wait is shorter. */
const tickMs = 250;
const defectMs = 10_000;
const maxEndpoints = 100_000;

/**
 * Sends the deliveries that the store has: at least once, those of an endpoint in the order in which they came due, a few at a time. An
 * endpoint that is slow holds up no other. What a platform could not send goes on with the next one over the same store.
 */
export class WebhookDispatcher implements WebhookWaker {
  readonly #options: WebhookDispatcherOptions;
  readonly #lanes = new Map<string, Lane>();
  readonly #sending = new Set<Promise<unknown>>();
  readonly #cut = new AbortController();
  #closing = false;
  #working: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: WebhookDispatcherOptions) {
    this.#options = options;
  }

  /** Goes on with what an earlier platform left. */
  async start(): Promise<void> {
    const { store, waits = [] } = this.#options;
    await store.transaction(async (transaction) => {
      for (const { project, id } of await transaction.childrenAnywhere(webhook.kind, "", maxEndpoints)) {
        const first = { parent: id, by: "key", order: "asc", limit: 1 } as const;
        const [waiting] = await transaction.records(project).list(deliveries, first);
        if (waiting !== undefined) this.wake({ project, webhook: id });
      }
    });
    this.#timer = setInterval(() => this.#work(), Math.min(tickMs, ...waits)).unref();
  }

  wake(at: EndpointAddress): void {
    const lane = this.#lanes.get(at.webhook) ?? {
      at,
      underWay: new Set(),
      asking: false,
      nextAt: undefined,
      silent: false,
    };
    lane.nextAt = this.#options.clock();
    this.#lanes.set(at.webhook, lane);
    this.#work();
  }

  /** Begins nothing more, lets what is being sent finish, and cuts it after `patienceMs`: the next platform sends it again. */
  async close(patienceMs: number): Promise<void> {
    this.#closing = true;
    clearInterval(this.#timer);
    const patience = setTimeout(() => this.#cut.abort(), patienceMs);
    await this.#working;
    await Promise.all(this.#sending);
    clearTimeout(patience);
  }

  #work(): void {
    this.#working ??= this.#sendDue().finally(() => {
      this.#working = undefined;
    });
  }

  /** Begins all that is due and has room. Endpoints take turns. */
  async #sendDue(): Promise<void> {
    for (let lane = this.#ready(); lane !== undefined; lane = this.#ready()) {
      const { at, underWay } = lane;
      this.#lanes.delete(at.webhook);
      this.#lanes.set(at.webhook, lane);
      lane.nextAt = undefined;
      lane.asking = true;
      const limit = Math.min(roomOf(lane) - underWay.size, maxAtOnce.all - this.#sending.size);
      const { due, nextAt } = await this.#take(lane, limit).catch((error: unknown) => this.#defect(lane, error));
      lane.asking = false;
      if (nextAt !== undefined) this.#comeBack(lane, nextAt);
      for (const delivery of due) this.#begin(lane, delivery);
      this.#tidy(lane);
    }
  }

  #ready(): Lane | undefined {
    if (this.#closing || this.#sending.size >= maxAtOnce.all) return undefined;
    const now = this.#options.clock();
    for (const lane of this.#lanes.values())
      if (lane.nextAt !== undefined && lane.nextAt <= now && lane.underWay.size < roomOf(lane)) return lane;
    return undefined;
  }

  #take({ at, underWay }: Lane, limit: number): Promise<Taken> {
    const { store, clock } = this.#options;
    return store.transaction((transaction) =>
      takeDeliveries({ records: transaction.records(at.project), clock }, { webhook: at.webhook, underWay, limit }),
    );
  }

  #begin(lane: Lane, delivery: DeliveryToSend): void {
    lane.underWay.add(delivery.id);
    const sending: Promise<unknown> = this.#send(lane, delivery)
      .catch((error: unknown) => this.#defect(lane, error))
      .finally(() => {
        lane.underWay.delete(delivery.id);
        this.#sending.delete(sending);
        this.#tidy(lane);
        this.#work();
      });
    this.#sending.add(sending);
  }

  async #send(lane: Lane, delivery: DeliveryToSend): Promise<void> {
    const { store, clock, development, timeoutMs = usualTimeoutMs, attempt = attemptDelivery, waits } = this.#options;
    const options = { clock, loopback: development, timeoutMs, signal: this.#cut.signal };
    // The platform may have closed while the store was asked: what was taken is put back.
    const outcome = this.#closing ? undefined : await attempt(delivery, options);
    lane.silent = outcome?.status === "timeout" || outcome?.status === "network_error";
    const { project, webhook: endpoint } = lane.at;
    const over = { webhook: endpoint, delivery: delivery.id, outcome, random: Math.random(), waits };
    const next = await store.transaction((transaction) =>
      settleDelivery({ records: transaction.records(project), clock }, over),
    );
    if (next !== undefined) this.#comeBack(lane, next);
  }

  #comeBack(lane: Lane, at: number): void {
    lane.nextAt = Math.min(lane.nextAt ?? at, at);
  }

  /** The store did not answer: it is asked again later. */
  #defect(lane: Lane, error: unknown): Taken {
    this.#options.failed(error);
    const nextAt = this.#options.clock() + defectMs;
    this.#comeBack(lane, nextAt);
    return { due: [], nextAt };
  }

  /** Forgets an endpoint to which nothing is on its way. */
  #tidy({ at, underWay, asking, nextAt }: Lane): void {
    if (!asking && underWay.size === 0 && nextAt === undefined) this.#lanes.delete(at.webhook);
  }
}

/** How many deliveries may be on their way to an endpoint. */
function roomOf({ silent }: Lane): number {
  return silent ? maxAtOnce.silent : maxAtOnce.endpoint;
}
