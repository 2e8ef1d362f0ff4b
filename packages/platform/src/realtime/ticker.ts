import type { Hub } from "./hub.js";
import { tickMs } from "./hub.js";

/** Calls a hub's `tick` by the clock of the machine: once a second, and sooner while something is held back. */
export class Ticker {
  readonly #hub: () => Hub;
  #timer: NodeJS.Timeout | undefined;
  #hurried = false;

  constructor(hub: () => Hub) {
    this.#hub = hub;
  }

  start(): void {
    this.#wait(tickMs.idle);
  }

  /** Something is held back: the next tick comes soon. */
  hurry(): void {
    if (this.#hurried || this.#timer === undefined) return;
    this.#hurried = true;
    this.#wait(tickMs.waiting);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #wait(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#tick(), milliseconds).unref();
  }

  #tick(): void {
    const hub = this.#hub();
    hub.tick();
    this.#hurried = hub.holdsBack;
    this.#wait(this.#hurried ? tickMs.waiting : tickMs.idle);
  }
}
