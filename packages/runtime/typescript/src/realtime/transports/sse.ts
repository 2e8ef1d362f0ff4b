import { SseConnection } from "./sse-connection.js";
import type { Transport } from "./transport.js";

/** How the event-stream transport is set up. */
export interface SseOptions {
  /** Where a stream is opened, relative to the client's `url`. Default: `events`, so `/v1/events` beside `/v1/socket`. */
  readonly events?: string;
  /** Where frames are sent, relative to the client's `url`. Default: `commands`. */
  readonly commands?: string;
  /** Called instead of the global `fetch`. It must hand over the body of a response as it arrives. */
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>;
}

/**
 * Carries frames over HTTP where no WebSocket gets through: what the server sends is one long event stream, what the client
 * sends are calls, one after the other. The messages, their order and the guarantees are those of a WebSocket; frames are JSON
 * whatever the codec.
 *
 * ```ts
 * const realtime = new Realtime({ url, token, transport: sse() });
 * ```
 */
export function sse({ events = "events", commands = "commands", fetch }: SseOptions = {}): Transport {
  return {
    open({ url, timers }, report) {
      const base = url.replace(/^ws/i, "http");
      return new SseConnection({
        events: String(new URL(events, base)),
        commands: String(new URL(commands, base)),
        // Called without a receiver: browsers refuse `fetch` as a method of anything but the global object.
        fetch: (target, init) => (fetch ?? globalThis.fetch)(target, init),
        timers,
        report,
      });
    },
  };
}
