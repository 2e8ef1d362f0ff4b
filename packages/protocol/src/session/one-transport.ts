import type { Context } from "./context.js";

/** The transport there is; one at a time, numbered, so that what an older one says can be told apart. */
export class OneTransport {
  #newest = 0;
  /** Where to connect instead, for one attempt: the `to` of a `bye`. */
  to: string | undefined;

  constructor(readonly context: Context) {}

  open(): void {
    const transport = ++this.#newest;
    this.context.transport = transport;
    this.context.effects.push({ type: "open", transport, url: this.to });
    this.to = undefined;
  }

  /** Closes it, if there is one. Whatever else it says is dropped. */
  detach(reason: string, code = 1000): void {
    const { transport, effects } = this.context;
    if (transport !== null) effects.push({ type: "close", transport, code, reason });
    this.context.transport = null;
  }
}
