import type { ClientFrame, ConnectionLimits } from "../frames/frames.gen.js";
import type { Effect } from "./effect.js";
import type { SessionEvent } from "./session-event.js";
import type { SessionOptions } from "./session-options.js";

/** What the concerns of one session share: the time of this call, its effects, and the transport in use. */
export class Context {
  /** The time that the driver passed with this call. */
  now = 0;
  /** What this call asks of the driver. A new list each time, which the driver may keep. */
  effects: Effect[] = [];
  /** The number of the one transport, so that what an older one says can be told apart; null while there is none. */
  transport: number | null = null;
  #newestTransport = 0;
  /** As the last `welcome` said; null before the first. */
  limits: ConnectionLimits | null = null;
  /** How long the server keeps a session, and at least how long it knows a publish again. */
  windowMs = 0;

  constructor(readonly options: SessionOptions) {}

  emit(event: SessionEvent): void {
    this.effects.push({ type: "emit", event });
  }

  /** Opens the one transport; `url`: elsewhere than usual. */
  open(url: string | undefined): void {
    this.transport = ++this.#newestTransport;
    this.effects.push({ type: "open", transport: this.transport, url });
  }

  /** Closes the transport, if there is one. Whatever else it says is dropped. */
  detach(reason: string, code = 1000): void {
    const { transport, effects } = this;
    if (transport !== null) effects.push({ type: "close", transport, code, reason });
    this.transport = null;
  }

  /** Sends a frame, or drops it while there is no transport. */
  send(frame: ClientFrame): void {
    if (this.transport !== null) this.effects.push({ type: "send", transport: this.transport, frame });
  }

  /** A number between the bounds. */
  between(from: number, to: number): number {
    return from + (to - from) * this.options.random();
  }
}
