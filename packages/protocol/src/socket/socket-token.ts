import { withValueAt } from "./pointer.js";
import type { SocketContext } from "./socket-context.js";
import type { SocketMessage, TokenRule } from "./socket-descriptor.js";

/** How long a provider that failed while the connection holds is left in peace. */
const againMs = 5_000;

/** The token of a socket: got before each opening, and again before it ends where the document can refresh it in band. */
export class SocketToken {
  readonly #context: SocketContext;
  #value = "";
  #refreshAt = Infinity;

  constructor(context: SocketContext) {
    this.#context = context;
  }

  get #rule(): TokenRule | undefined {
    return this.#context.descriptor.token;
  }

  get isWanted(): boolean {
    return this.#rule !== undefined;
  }

  get deadline(): number {
    return this.#refreshAt;
  }

  take(token: string, expiresAt = Infinity): void {
    const { refresh } = this.#rule ?? {};
    this.#value = token;
    this.#refreshAt = refresh ? Math.max(this.#context.now + againMs, expiresAt - refresh.beforeMs) : Infinity;
  }

  /** What the request that opens the connection carries of it. */
  at(place: "query" | "header"): Readonly<Record<string, string>> {
    const rule = this.#rule;
    if (rule?.in !== place) return {};
    return { [rule.name]: place === "header" && !rule.plain ? `Bearer ${this.#value}` : this.#value };
  }

  /** What is sent first on a new connection, where the document has a message for it. */
  greet(): void {
    const rule = this.#rule;
    if (rule?.in === "message") this.#send(rule.message, rule.pointer);
  }

  /** Sends the token that was just taken, on a connection that lives. */
  renew(): void {
    const { refresh } = this.#rule ?? {};
    if (refresh) this.#send(refresh.message, refresh.pointer);
  }

  /** Asks for another one when it is time. */
  tick(): void {
    if (this.#context.now < this.#refreshAt) return;
    this.#refreshAt = Infinity;
    this.#context.emit({ type: "fetchToken" });
  }

  failed(): void {
    this.#refreshAt = this.#context.now + againMs;
  }

  stop(): void {
    this.#refreshAt = Infinity;
  }

  #send(message: SocketMessage, pointer: string): void {
    this.#context.send({ ...message, payload: withValueAt(message.payload, pointer, this.#value) });
  }
}
