import type { Clock } from "../../../clock.js";
import { deliver, type PostBody } from "./deliver.js";
import type { WebhookEvent } from "./webhook-event.js";
import type { KeptEvents, WebhookOutbox } from "./webhook-outbox.js";

/** What a queue needs. */
export interface WebhookQueueOptions {
  readonly clock: Clock;
  /** Where events wait, beyond a restart too. */
  readonly outbox: WebhookOutbox;
  readonly post: PostBody;
  /** Told when events are lost: too many wait, or no attempt succeeded. */
  readonly lost: (count: number, reason: string) => void;
  /** Told defects of the store. What it does not keep is sent all the same. */
  readonly failed: (error: unknown) => void;
}

/** Events that are sent together at most, and how long the first of them waits for others. */
const batch = { events: 100, ms: 250 };
/** Events that wait at most; beyond it the oldest are lost. */
const maxWaiting = 1000;

/**
 * The events on their way to one endpoint: collected for a moment, kept, sent in order and one body after another, tried again with
 * growing waits. What was kept and not sent goes on with the next platform over the same store.
 */
export class WebhookQueue {
  readonly #options: WebhookQueueOptions;
  readonly #closing = new AbortController();
  #collected: WebhookEvent[] = [];
  /** Those that are being sent stand at the front. */
  #kept: KeptEvents[] = [];
  /** Of `#kept`, how many are being sent. */
  #underWay = 0;
  #sending: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** What the store is to do, in order. */
  #stored: Promise<void>;

  constructor(options: WebhookQueueOptions) {
    this.#options = options;
    this.#stored = this.#takeUp().catch(options.failed);
  }

  add(event: WebhookEvent): void {
    if (this.#closing.signal.aborted) return;
    this.#collected.push(event);
    this.#bound();
    this.#timer ??= setTimeout(() => this.#flush(), batch.ms).unref();
  }

  /** Sends no more, and keeps what is not sent. No timer and no request is left when it resolves. */
  async close(): Promise<void> {
    clearTimeout(this.#timer);
    this.#closing.abort();
    this.#keepCollected();
    await this.#sending;
    await this.#stored;
  }

  /** Goes on with what an earlier platform kept. */
  async #takeUp(): Promise<void> {
    const waiting = await this.#options.outbox.waiting();
    this.#kept.splice(this.#underWay, 0, ...waiting);
    if (waiting.length > 0) this.#send();
  }

  #flush(): void {
    this.#timer = undefined;
    this.#keepCollected();
    this.#send();
  }

  #keepCollected(): void {
    const { outbox } = this.#options;
    while (this.#collected.length > 0) {
      const kept = { id: outbox.newId(), events: this.#collected.splice(0, batch.events) };
      this.#kept.push(kept);
      this.#store(() => outbox.keep(kept));
    }
  }

  #forget(kept: readonly KeptEvents[]): void {
    this.#store(() => this.#options.outbox.forget(kept));
  }

  #store(work: () => Promise<void>): void {
    this.#stored = this.#stored.then(work).catch(this.#options.failed);
  }

  /** Lets the oldest go when too many wait. What is being sent does not count. */
  #bound(): void {
    const idle = this.#kept.slice(this.#underWay);
    if (idle.reduce((sum, { events }) => sum + events.length, this.#collected.length) <= maxWaiting) return;
    const [dropped] = this.#kept.splice(this.#underWay, 1);
    if (dropped === undefined) this.#collected.shift();
    else this.#forget([dropped]);
    this.#options.lost(dropped?.events.length ?? 1, "too many events wait for the endpoint");
  }

  #send(): void {
    if (this.#closing.signal.aborted) return;
    this.#sending ??= this.#drain().finally(() => {
      this.#sending = undefined;
    });
  }

  async #drain(): Promise<void> {
    const { clock, post, lost } = this.#options;
    while (this.#kept.length > 0) {
      const sent = this.#next();
      this.#underWay = sent.length;
      const events = sent.flatMap((kept) => kept.events);
      const body = JSON.stringify({ time_ms: clock(), events });
      const failure = await deliver(body, { post, signal: this.#closing.signal });
      if (this.#closing.signal.aborted && failure !== undefined) return;
      this.#kept.splice(0, this.#underWay);
      this.#underWay = 0;
      this.#forget(sent);
      if (failure !== undefined) lost(events.length, failure);
      if (this.#closing.signal.aborted) return;
    }
  }

  /** As many of the oldest as fit into one body. */
  #next(): readonly KeptEvents[] {
    let count = 0;
    const beyond = this.#kept.findIndex(({ events }) => (count += events.length) > batch.events);
    return this.#kept.slice(0, beyond === -1 ? undefined : Math.max(1, beyond));
  }
}
