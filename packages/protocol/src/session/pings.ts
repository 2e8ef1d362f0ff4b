import type { PongFrame } from "../frames/frames.gen.js";
import type { Context } from "./context.js";
import { ownError } from "./errors.js";
import type { SessionError } from "./session-error.js";

/** The application's pings: answered by the `pong` with the same echo, or failed. They never wait. */
export class Pings {
  /** Request → when it is given up. */
  readonly #open = new Map<number, number>();

  constructor(readonly context: Context) {}

  send(request: number, timeoutMs: number | null, connected: boolean): void {
    if (!connected) return this.#fail(request, ownError("not_connected"));
    this.#open.set(request, timeoutMs === null ? Infinity : this.context.now + timeoutMs);
    this.context.send({ type: "ping", echo: String(request) });
  }

  answered(frame: PongFrame): void {
    const request = Number(frame.echo);
    if (!this.#open.delete(request)) return;
    this.context.emit({ type: "settled", request, outcome: { status: "ok", frame: { ...frame } } });
  }

  cancel(request: number): void {
    if (this.#open.has(request)) this.#fail(request, ownError("cancelled"));
  }

  tick(): void {
    for (const [request, deadline] of this.#open) {
      if (deadline <= this.context.now) this.#fail(request, ownError("timeout"));
    }
  }

  broken(error: SessionError): void {
    for (const request of this.#open.keys()) this.#fail(request, error);
  }

  get deadline(): number {
    return Math.min(...this.#open.values(), Infinity);
  }

  #fail(request: number, error: SessionError): void {
    this.#open.delete(request);
    this.context.emit({ type: "settled", request, outcome: { status: "failed", error } });
  }
}
