import { onAbort } from "./abortable.js";
import type { PublishGate } from "./publish-gate.js";
import type { QueueOptions } from "./realtime-options.js";

/**
 * For `queue.policy`: `publish` waits until there is room, in order. There is room while fewer publishes are unanswered than the queue
 * takes. The wait has no bound of its own: the time of a publish begins when it is let in, and its `signal` ends the wait.
 */
export function block(bounds: QueueOptions): PublishGate {
  return new BlockingGate(bounds);
}

interface Waiter {
  readonly bytes: number;
  readonly admit: () => void;
}

/** Lets in as many unanswered publishes as the queue takes. */
class BlockingGate implements PublishGate {
  readonly #messages: number;
  readonly #bytes: number;
  readonly #waiting = new Set<Waiter>();
  #openMessages = 0;
  #openBytes = 0;

  /** The bounds are by default those of the session. */
  constructor({ messages = 1_000, bytes = 1_048_576 }: QueueOptions) {
    this.#messages = messages;
    this.#bytes = bytes;
  }

  async enter<Result>(bytes: number, signal: AbortSignal | undefined, publish: () => Promise<Result>): Promise<Result> {
    await this.#admitted(bytes, signal);
    try {
      return await publish();
    } finally {
      this.#openMessages -= 1;
      this.#openBytes -= bytes;
      this.#admit();
    }
  }

  #admitted(bytes: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const waiter = { bytes, admit: resolve };
      this.#waiting.add(waiter);
      onAbort(signal, (error) => {
        if (this.#waiting.delete(waiter)) reject(error);
      });
      this.#admit();
    });
  }

  #admit(): void {
    for (const waiter of this.#waiting) {
      if (!this.#fits(waiter.bytes)) return;
      this.#waiting.delete(waiter);
      this.#openMessages += 1;
      this.#openBytes += waiter.bytes;
      waiter.admit();
    }
  }

  /** One alone always fits: were it too large for the session, that says so. */
  #fits(bytes: number): boolean {
    return this.#openMessages === 0 || (this.#openMessages < this.#messages && this.#openBytes + bytes <= this.#bytes);
  }
}
