import type { Clock } from "../../../clock.js";
import type { WebhookEvent } from "./webhook-event.js";

/** What a queue needs. */
export interface WebhookQueueOptions {
  readonly clock: Clock;
  /** Sends one body. Resolves with the status of the answer, rejects when there is none. */
  readonly post: (body: string, signal: AbortSignal) => Promise<number>;
  /** Told when events are lost: too many wait, or no attempt succeeded. */
  readonly lost: (count: number, reason: string) => void;
}

/** Events that are sent together at most, and how long the first of them waits for others. */
const batch = { events: 100, ms: 250 };
/** Events that wait at most; beyond it the oldest are lost. */
const maxWaiting = 1000;
/** Waits between the attempts for one body: five minutes in all. Then its events are lost. */
const waits = [1000, 2000, 4000, 8000, 16_000, 32_000, 64_000, 128_000, 45_000];

/**
 * The events on their way to one endpoint: collected for a moment, sent in order and one body after another, tried again with
 * growing waits. Held in memory only.
 */
export class WebhookQueue {
  readonly #options: WebhookQueueOptions;
  readonly #closing = new AbortController();
  #waiting: WebhookEvent[] = [];
  #sending: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: WebhookQueueOptions) {
    this.#options = options;
  }

  add(event: WebhookEvent): void {
    if (this.#closing.signal.aborted) return;
    this.#waiting.push(event);
    if (this.#waiting.length > maxWaiting) {
      this.#waiting.shift();
      this.#options.lost(1, "too many events wait for the endpoint");
    }
    if (this.#sending === undefined) this.#timer ??= setTimeout(() => this.#flush(), batch.ms).unref();
  }

  /** Gives up what is not sent. No timer and no request is left when it resolves. */
  async close(): Promise<void> {
    clearTimeout(this.#timer);
    this.#closing.abort();
    await this.#sending;
  }

  #flush(): void {
    this.#timer = undefined;
    this.#sending = this.#drain().finally(() => {
      this.#sending = undefined;
    });
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0 && !this.#closing.signal.aborted) {
      const events = this.#waiting.splice(0, batch.events);
      const failure = await this.#deliver(JSON.stringify({ time_ms: this.#options.clock(), events }));
      if (failure !== undefined) this.#options.lost(events.length, failure);
    }
  }

  /** Tries until it succeeds or the waits are over. Returns why it did not succeed. */
  async #deliver(body: string): Promise<string | undefined> {
    const { signal } = this.#closing;
    let failure = "";
    for (const wait of [0, ...waits]) {
      if (wait > 0 && !(await pause(wait, signal))) return "the platform closes";
      try {
        const status = await this.#options.post(body, signal);
        if (status >= 200 && status < 300) return undefined;
        failure = `the endpoint answered ${status}`;
      } catch (error) {
        failure = error instanceof Error ? error.message : "there was no answer";
      }
    }
    return failure;
  }
}

/** Waits. Says false if the signal came first. */
function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  if (signal.aborted) return Promise.resolve(false);
  const stop = (): void => {
    clearTimeout(timer);
    resolve(false);
  };
  const timer = setTimeout(() => {
    signal.removeEventListener("abort", stop);
    resolve(true);
  }, ms).unref();
  signal.addEventListener("abort", stop, { once: true });
  return promise;
}
