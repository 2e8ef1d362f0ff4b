import type { JsonObject } from "@parlance/contract";
import { Awaited } from "../awaited.js";

/** A request that is not answered yet. */
interface Asked {
  readonly id: number;
  readonly message: string;
}

/** The numbers of a session's requests, and the answers to them that are waited for. */
export class Requests {
  readonly #awaited: Awaited<Asked, JsonObject>;
  #lastId = 0;

  /** `timeoutMs`: milliseconds until an answer is given up. Who has left one request without is not waited for so long again. */
  constructor(timeoutMs: number) {
    this.#awaited = new Awaited({ timeoutMs, laterMs: timeoutMs / 10 });
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
    return this.#awaited.all.find((each) => each.id === id)?.message;
  }

  /** Settles with the answer to the message with that number, or without one when the time is over. */
  answerTo(id: number, message: string): Promise<JsonObject | undefined> {
    return this.#awaited.until({ id, message });
  }

  /** The answer to the message with that number has come. */
  settle(id: number | undefined, frame: JsonObject): void {
    this.#awaited.settle((each) => each.id === id, frame);
  }

  /** No answer comes any more. */
  settleAll(frame?: JsonObject): void {
    this.#awaited.settleAll(frame);
  }
}
