import type { SessionError } from "@parlance/protocol";
import { PlatformWebSocket } from "#websocket";
import { openSocket } from "./open-socket.js";
import type { Transport } from "./transport.js";

/** What of the standard's WebSocket is used (WHATWG WebSockets). */
export type WebSocketConstructor = new (
  url: string,
  protocols: string[],
) => Pick<WebSocket, "addEventListener" | "binaryType" | "bufferedAmount" | "close" | "send"> & {
  /** Why the server did not upgrade, where the platform tells. Looked at when the socket is closed. */
  readonly refusal?: SessionError | undefined;
};

/** How WebSockets are opened. */
export interface WebSocketOptions {
  /** Makes the sockets, in place of the platform's own. */
  readonly WebSocket?: WebSocketConstructor;
}

/**
 * Frames over a WebSocket: the built-in one in browsers, Deno, Bun and workers, `ws` in Node. The token travels in the first
 * frame, never in the address.
 *
 * A server that answers with an HTTP status in place of a WebSocket, such as 404 for a wrong path, ends the client in Node: its
 * state is `failed`, with the server's code or `status_404`. It tries again after 408, 425, 429 and all that is not 4xx, and
 * not before `Retry-After`. Elsewhere no status can be seen: a wrong address looks like a server that is down, and the client tries
 * again for ever. Watch `state`, or bound `backoff.attempts`.
 */
export function webSocket({ WebSocket: Socket = PlatformWebSocket }: WebSocketOptions = {}): Transport {
  return {
    open({ url, codec, frameBytes }, events) {
      // The standard takes http and https too, but not every platform does.
      const socket = openSocket(() => new Socket(url.replace(/^http/i, "ws"), [codec.protocol]), {
        opened: () => events.opened(),
        message(data) {
          const { frames, malformed } = codec.decode(data);
          events.frames(frames);
          if (malformed !== null) events.malformed(malformed);
        },
        closed: (code, reason, why) => events.closed(code, reason, why),
      });
      return {
        send(frames) {
          for (const message of codec.encode(frames, frameBytes())) socket.send(message);
        },
        close: (code, reason) => socket.close(code, reason),
        get bufferedAmount() {
          return socket.bufferedAmount;
        },
      };
    },
  };
}
