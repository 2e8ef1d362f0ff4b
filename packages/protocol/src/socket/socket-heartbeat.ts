import type { SocketContext } from "./socket-context.js";
import type { HeartbeatRule } from "./socket-descriptor.js";

/** Whether the server is still there. Off unless the application or the document configures it. */
export class SocketHeartbeat {
  readonly #context: SocketContext;
  readonly #rule: HeartbeatRule | undefined;
  #beatAt = Infinity;
  #deadAt = Infinity;

  constructor(context: SocketContext) {
    const { heartbeat = context.descriptor.heartbeat, canPing } = context.options;
    this.#context = context;
    this.#rule = heartbeat && (heartbeat.message || canPing) ? heartbeat : undefined;
  }

  get deadline(): number {
    return Math.min(this.#beatAt, this.#deadAt);
  }

  get isDead(): boolean {
    return this.#context.now >= this.#deadAt;
  }

  start(): void {
    this.#deadAt = Infinity;
    this.#beatAt = this.#context.now + (this.#rule?.intervalMs ?? Infinity);
  }

  stop(): void {
    this.#beatAt = Infinity;
    this.#deadAt = Infinity;
  }

  /** Anything that comes is a sign of life. */
  heard(): void {
    this.#deadAt = Infinity;
  }

  /** Sends a sign of life of ours when it is due. */
  beat(): void {
    const { now, connection } = this.#context;
    if (!this.#rule || connection === null || now < this.#beatAt) return;
    const { intervalMs, timeoutMs, message } = this.#rule;
    if (message) this.#context.send(message);
    else this.#context.emit({ type: "ping", connection });
    this.#beatAt = now + intervalMs;
    this.#deadAt = Math.min(this.#deadAt, now + timeoutMs);
  }
}
