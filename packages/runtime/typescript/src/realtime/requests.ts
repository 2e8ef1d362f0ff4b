import type { Outcome } from "@parlance/protocol";
import { ClosedError } from "./closed-error.js";
import { RealtimeError } from "./realtime-error.js";

/** The answer to a request, as it came. */
export type Answer = Readonly<Record<string, unknown>>;

interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

/** The requests whose outcome is not known yet, by the number the session knows them under. */
export class Requests {
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;

  /** A new number, and the promise of its answer. */
  open(): { readonly request: number; readonly answer: Promise<Answer> } {
    const request = ++this.#last;
    const answer = new Promise<Answer>((resolve, reject) => this.#waiting.set(request, { resolve, reject }));
    return { request, answer };
  }

  /** Settles a request; one that was given up, or is settled already, is nobody's. */
  settle(request: number, outcome: Outcome): void {
    if (outcome.status === "ok") this.#take(request)?.resolve(outcome.frame);
    else this.fail(request, errorOf(outcome));
  }

  fail(request: number, error: Error): void {
    this.#take(request)?.reject(error);
  }

  #take(request: number): Waiting | undefined {
    const waiting = this.#waiting.get(request);
    this.#waiting.delete(request);
    return waiting;
  }
}

function errorOf({ status, error }: Exclude<Outcome, { readonly status: "ok" }>): RealtimeError {
  if (error.code === "closed") return new ClosedError();
  if (status === "failed") return new RealtimeError(error);
  return new RealtimeError({
    code: "outcome_unknown",
    message: `Nobody can tell whether it was carried out; repeat a publish with the same publishId. ${error.message}`,
    retryable: true,
    cause: error,
  });
}
