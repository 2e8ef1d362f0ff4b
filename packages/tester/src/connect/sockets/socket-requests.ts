import type { Json } from "@parlance/contract";
import { Awaited } from "../awaited.js";
import { correlationOf, repliesTo, type SocketRules } from "./socket-rules.js";

/** The answer to a request. */
export interface SocketAnswer {
  readonly name: string;
  readonly frame: Json;
}

/** A request that is not answered yet. */
interface Asked {
  readonly message: string;
  /** Undefined: it is told by its place in the row. */
  readonly id: string | number | undefined;
}

/** The answers that are waited for over a socket of anybody. */
export class SocketRequests {
  readonly #rules: SocketRules;
  readonly #awaited: Awaited<Asked, SocketAnswer>;

  /** `timeoutMs`: milliseconds until an answer is given up. Who has left one request without is not waited for so long again. */
  constructor(rules: SocketRules, timeoutMs: number) {
    this.#rules = rules;
    this.#awaited = new Awaited({ timeoutMs, laterMs: timeoutMs / 10 });
  }

  /** The messages that would answer something now. */
  get expected(): readonly string[] {
    return this.#awaited.all.flatMap(({ message }) => repliesTo(this.#rules, message));
  }

  /** Settles with the answer to a message, or without one when the time is over. */
  answerTo(message: string, frame: Json): Promise<SocketAnswer | undefined> {
    return this.#awaited.until({ message, id: correlationOf(this.#rules, message, frame) });
  }

  /** A message has come; true if somebody waited for it as an answer. */
  settle(answer: SocketAnswer): boolean {
    const id = correlationOf(this.#rules, answer.name, answer.frame);
    return this.#awaited.settle(
      (asked) =>
        repliesTo(this.#rules, asked.message).includes(answer.name) &&
        (asked.id === undefined || id === undefined || asked.id === id),
      answer,
    );
  }

  /** No answer comes any more. */
  settleAll(): void {
    this.#awaited.settleAll();
  }
}
