import { queueFull } from "../frames/codes.gen.js";
import { giveUp, type Request } from "./request.js";
import type { QueueBounds } from "./session-options.js";

/** The requests of the application that wait to be sent, oldest first, bounded in number and size. */
export class Waiting {
  #requests: Request[] = [];
  #bytes = 0;

  /** Takes a new request, or fails it or an older one when there is no room. */
  add(request: Request, { count = 1_000, bytes = 1_048_576, policy }: QueueBounds = {}): void {
    const size = request.bytes ?? 0;
    const full = (): boolean => this.#requests.length >= count || this.#bytes + size > bytes;
    while (full()) {
      const oldest = policy === "drop-oldest" && size <= bytes && this.#requests.find(isPublish);
      giveUp(oldest || request, queueFull);
      if (!oldest) return;
      this.sweep();
    }
    this.#requests.push(request);
    this.#bytes += size;
  }

  /** Puts requests that were sent before all others. They were let in once, so the bounds do not hold for them. */
  putBack(requests: readonly Request[]): void {
    this.#requests.unshift(...requests);
    this.sweep();
  }

  /** Takes out the oldest whose channel nobody holds back. */
  next(held: ReadonlyMap<string, unknown>): Request | undefined {
    const free = ({ body }: Request): boolean => !("channel" in body && held.has(body.channel));
    const index = this.#requests.findIndex(free);
    const [request] = index < 0 ? [] : this.#requests.splice(index, 1);
    this.#bytes -= request?.bytes ?? 0;
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
}

function isPublish({ body }: Request): boolean {
  return body.type === "publish";
}
