import type { Timers } from "./timers.js";
import type { TransportConnection } from "./transports/transport.js";

const pauseAbove = 256 * 1024;
const resumeBelow = 64 * 1024;
const pollMs = 50;

/** Watches how much of what was sent has not left yet: no platform tells when it has, so it is looked at while it is much. */
export class Pressure {
  readonly #timers: Timers;
  readonly #connection: TransportConnection;
  readonly #report: (paused: boolean) => void;
  #cancel: (() => void) | undefined;

  constructor(timers: Timers, connection: TransportConnection, report: (paused: boolean) => void) {
    this.#timers = timers;
    this.#connection = connection;
    this.#report = report;
  }

  /** To be called after each send. */
  check(): void {
    if (this.#cancel !== undefined || this.#connection.bufferedAmount <= pauseAbove) return;
    this.#poll();
    this.#report(true);
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #poll(): void {
    this.#cancel = this.#timers.schedule(pollMs, () => {
      if (this.#connection.bufferedAmount >= resumeBelow) {
        this.#poll();
        return;
      }
      this.#cancel = undefined;
      this.#report(false);
    });
  }
}
