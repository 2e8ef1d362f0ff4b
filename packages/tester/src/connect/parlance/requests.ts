import type { JsonObject } from "@parlance/contract";

/** A request that is not answered yet. */
interface Waiting {
  readonly message: string;
  readonly settle: (frame: JsonObject | undefined) => void;
}

/** The numbers of a session's requests, and the answers to them that are waited for. */
export class Requests {
  readonly #timeoutMs: number;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;
  #patienceMs: number;

  /** `timeoutMs`: milliseconds until an answer is given up. */
  constructor(timeoutMs: number) {
    this.#timeoutMs = timeoutMs;
    this.#patienceMs = timeoutMs;
  }

  /** A number for the next request. */
  next(): number {
    return (this.#lastId += 1);
  }

  /** Somebody else has chosen a number: those that follow are higher. */
  skip(id: number): void {
    this.#lastId = Math.max(this.#lastId, id);
  }

  /** The name of the message that has the number and waits for its answer. */
  messageOf(id: number | undefined): string | undefined {
    return id === undefined ? undefined : this.#waiting.get(id)?.message;
  }

  /** Settles with the answer to the message with that number, or without one when the time is over. */
  answerTo(id: number, message: string): Promise<JsonObject | undefined> {
    return new Promise((settled) => {
      const settle = (frame: JsonObject | undefined) => {
        clearTimeout(timer);
        this.#waiting.delete(id);
        settled(frame);
      };
      const timer = setTimeout(() => {
        // Who has left one request without an answer is not waited for so long again.
        this.#patienceMs = this.#timeoutMs / 10;
        settle(undefined);
      }, this.#patienceMs);
      this.#waiting.set(id, { message, settle });
    });
  }

  /** The answer to the message with that number has come. */
  settle(id: number | undefined, frame: JsonObject): void {
    if (id !== undefined) this.#waiting.get(id)?.settle(frame);
  }

  /** No answer comes any more. */
  settleAll(frame?: JsonObject): void {
    for (const { settle } of this.#waiting.values()) settle(frame);
  }
}
