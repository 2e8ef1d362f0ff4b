import type { SessionError } from "../session/session-error.js";
import { conflict, type Exchange, exchangeOf, settles } from "./exchange.js";
import type { SocketCommand } from "./socket-command.js";
import type { SocketContext } from "./socket-context.js";
import type { SocketMessage } from "./socket-descriptor.js";
import type { SocketOutcome } from "./socket-effect.js";

const mostMessages = 1_000;
const mostBytes = 1024 * 1024;

/** What the application sends: it waits in order while there is no connection, and settles once. */
export class Exchanges {
  readonly #context: SocketContext;
  readonly #all = new Map<number, Exchange>();
  /** The number of the newest exchange: its id where the document wants one. */
  #last = 0;

  constructor(context: SocketContext) {
    this.#context = context;
  }

  /** When the next of them has waited long enough. */
  get deadline(): number {
    return Math.min(Infinity, ...[...this.#all.values()].map(({ deadline }) => deadline));
  }

  /** Takes a message. `ready`: what waits may be sent. */
  add(command: Extract<SocketCommand, { readonly type: "send" }>, ready: boolean): void {
    const { descriptor, now } = this.#context;
    const exchange = exchangeOf(command, descriptor, { now, number: ++this.#last });
    this.#all.set(exchange.id, exchange);
    this.flush(ready);
    if (!exchange.sent && this.#isFull()) this.#settle(exchange, failure("queue_full"));
  }

  /** Sends what waits; while the socket is being restored, only what belongs to that. */
  flush(ready: boolean): void {
    if (this.#context.connection === null) return;
    for (const exchange of this.#all.values()) {
      if (exchange.sent || !(ready || exchange.restoring) || this.#hasConflict(exchange)) continue;
      exchange.sent = true;
      this.#context.send(exchange.message);
      if (exchange.settling.by === "sending") this.#settle(exchange, { status: "sent" });
    }
  }

  /** Tells whom a message answers. Returns true if it is an acknowledgement, which is for nobody else. */
  received(message: SocketMessage): boolean {
    for (const exchange of this.#all.values()) {
      if (!exchange.sent || !settles(message, exchange)) continue;
      const acknowledged = exchange.settling.by === "acknowledgement";
      this.#settle(exchange, acknowledged ? { status: "sent" } : { status: "replied", message });
      return acknowledged;
    }
    return false;
  }

  /** The connection is lost. What is not acknowledged is sent again, first; whether a request was carried out nobody can tell. */
  lost(): void {
    for (const exchange of this.#all.values()) {
      if (exchange.restoring) this.#settle(exchange, failure("connection_lost"));
      else if (exchange.sent && exchange.settling.by === "reply") this.#settle(exchange, failure("outcome_unknown"));
      else exchange.sent = false;
    }
  }

  /** Ends those whose time is over. */
  expire(): void {
    for (const exchange of this.#all.values()) {
      if (exchange.deadline <= this.#context.now) this.#settle(exchange, failure("timeout"));
    }
  }

  cancel(id: number): void {
    const exchange = this.#all.get(id);
    if (exchange) this.#settle(exchange, failure("cancelled"));
  }

  /** Ends all, for good. */
  end(error: SessionError): void {
    for (const exchange of this.#all.values()) this.#settle(exchange, { status: "failed", error });
  }

  #settle({ id }: Exchange, outcome: SocketOutcome): void {
    this.#all.delete(id);
    this.#context.emit({ type: "settle", id, outcome });
  }

  #hasConflict(exchange: Exchange): boolean {
    return [...this.#all.values()].some((each) => each.sent && conflict(exchange, each));
  }

  #isFull(): boolean {
    const { messages = mostMessages, bytes = mostBytes } = this.#context.options.queue ?? {};
    const waiting = [...this.#all.values()].filter(({ sent }) => !sent);
    return waiting.length > messages || waiting.reduce((sum, each) => sum + each.bytes, 0) > bytes;
  }
}

const failures = {
  queue_full: ["The queue is full: the connection is away, and too much waits for it. Send less, or later", true],
  connection_lost: ["The connection was lost while the socket was restored", true],
  outcome_unknown: [
    "The connection was lost before the answer came: it was sent, and nobody can tell whether it was carried out",
    false,
  ],
  timeout: ["No answer came in time", true],
  cancelled: ["The application waits for it no more", false],
} as const;

function failure(code: keyof typeof failures): SocketOutcome {
  const [message, retryable] = failures[code];
  return { status: "failed", error: { code, message, retryable } };
}
