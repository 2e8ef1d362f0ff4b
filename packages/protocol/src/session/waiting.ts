import type { Context } from "./context.js";
import { ownError } from "./errors.js";
import { giveUp, type Request } from "./request.js";

const defaultCount = 1_000;
const defaultBytes = 1_048_576;

/** The requests of the application that wait to be sent, oldest first, bounded in number and size. */
export class Waiting {
  #requests: Request[] = [];
  #bytes = 0;

  constructor(readonly context: Context) {}

  /** Takes a new request, or fails it or an older one when there is no room. */
  add(request: Request): void {
    const { count = defaultCount, bytes = defaultBytes, policy = "reject" } = this.context.options.queue ?? {};
    const size = request.bytes ?? 0;
    const full = (): boolean => this.#requests.length >= count || this.#bytes + size > bytes;
    if (policy === "drop-oldest" && size <= bytes) while (full() && this.#dropOldest());
    if (full()) return giveUp(request, ownError("queue_full"));
    this.#requests.push(request);
    this.#bytes += size;
  }

  /** Puts requests that were sent before all others. They were let in once, so the bounds do not hold for them. */
  putBack(requests: readonly Request[]): void {
    this.#requests.unshift(...requests);
    for (const each of requests) this.#bytes += each.bytes ?? 0;
  }

  next(): Request | undefined {
    const request = this.#requests.shift();
    if (request !== undefined) this.#bytes -= request.bytes ?? 0;
    return request;
  }

  all(): readonly Request[] {
    return this.#requests;
  }

  /** Forgets those that are settled. */
  sweep(): void {
    this.#requests = this.#requests.filter((each) => !each.settled);
    this.#bytes = this.#requests.reduce((sum, each) => sum + (each.bytes ?? 0), 0);
  }

  #dropOldest(): boolean {
    const oldest = this.#requests.find((each) => each.body.type === "publish");
    if (oldest === undefined) return false;
    giveUp(oldest, ownError("queue_full"));
    this.sweep();
    return true;
  }
}
