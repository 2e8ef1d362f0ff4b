import type { Command } from "./command.js";
import type { Context } from "./context.js";
import type { Requests } from "./requests.js";

/** Publishes, each with a name by which the server knows it again when it comes twice. */
export class Publishes {
  #count = 0;

  constructor(
    readonly context: Context,
    readonly requests: Requests,
  ) {}

  publish({ request, channel, message, bytes, timeoutMs }: Command & { readonly type: "publish" }): void {
    const publishId = message.publishId ?? `${this.context.options.instance}:${++this.#count}`;
    this.requests.add({
      body: { type: "publish", channel, ...message, publishId },
      number: request,
      bytes,
      timeoutMs,
      settle: (outcome) => this.context.emit({ type: "settled", request, outcome }),
    });
  }
}
