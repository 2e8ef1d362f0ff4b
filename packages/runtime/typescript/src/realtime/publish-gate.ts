import { onAbort } from "./abortable.js";
import type { QueueOptions } from "./realtime-options.js";

/** The session's own bounds of what waits. */
const defaultMessages = 1_000;
const defaultBytes = 1_048_576;

/** Lets in as many publishes as the queue takes when its policy is `block`, in order; everything at once otherwise. */
export class PublishGate {
  readonly #messages: number;
  readonly #bytes: number;
  readonly #waiting = new Set<() => void>();
  #openMessages = 0;
  #openBytes = 0;

  constructor({ messages = defaultMessages, bytes = defaultBytes, policy }: QueueOptions = {}) {
    const blocks = policy === "block";
    this.#messages = blocks ? messages : Infinity;
    this.#bytes = blocks ? bytes : Infinity;
  }

  /** Runs `publish` when there is room for it. Rejects with an `AbortError` if `signal` aborts before. */
  async enter<Result>(bytes: number, signal: AbortSignal | undefined, publish: () => Promise<Result>): Promise<Result> {
    if (this.#waiting.size > 0 || this.#isFull(bytes)) await this.#room(signal, bytes);
    this.#openMessages += 1;
    this.#openBytes += bytes;
    try {
      return await publish();
    } finally {
      this.#openMessages -= 1;
      this.#openBytes -= bytes;
      this.#admit();
    }
  }
}
