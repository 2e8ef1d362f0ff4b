import type { WelcomeFrame } from "../frames/frames.gen.js";
import type { Context } from "./context.js";

/** How long an answer may take after the host slept or changed its network. */
const probeMs = 3_000;

/** Whether the server is still there. Any frame is a sign of life, so a message costs two assignments here and no timer. */
export class Heartbeat {
  #heardAt = 0;
  #silenceMs = Infinity;
  #probeUntil = Infinity;

  constructor(readonly context: Context) {}

  start({ pingMs, pongWaitMs }: WelcomeFrame): void {
    this.#silenceMs = pingMs + pongWaitMs;
    this.heard();
  }

  heard(): void {
    this.#heardAt = this.context.now;
    this.#probeUntil = Infinity;
  }

  /** Asks for a sign of life within three seconds, because a dead connection looks like a quiet one. */
  probe(): void {
    if (this.#probeUntil !== Infinity) return;
    this.#probeUntil = this.context.now + probeMs;
    this.context.send({ type: "ping" });
  }

  /** When the connection is to be given up unless something is heard. */
  get deadline(): number {
    return Math.min(this.#heardAt + this.#silenceMs, this.#probeUntil);
  }
}
