import type { SocketMessage } from "@parlance/protocol/socket";
import type { Timers } from "../realtime/timers.js";

/** A token, and when it ends if it does not say so itself as a JWT does. */
export interface SocketToken {
  readonly token: string;
  /** Milliseconds since 1970. */
  readonly expiresAt?: number;
}

/** How the connection is kept alive. */
export interface HeartbeatOptions {
  /** Milliseconds between two signs of life. */
  readonly intervalMs: number;
  /** Milliseconds of silence after one of them, after which the connection is given up and made anew. */
  readonly timeoutMs: number;
  /** What is sent. Default: pings of the WebSocket protocol, which browsers cannot send: there it needs a message. */
  readonly message?: SocketMessage;
}

/** Options of a client, for all its sockets. */
export interface SocketsOptions {
  /** The server's URL, in place of the document's. Needed where the document has none. */
  readonly url?: string | URL;
  /** Values of the variables in the document's server URL. */
  readonly variables?: Readonly<Record<string, string>>;
  /** The token, or what gets one before each opening. Needed where the document says where it goes (`x-parlance-token`). */
  readonly token?: string | (() => string | SocketToken | Promise<string | SocketToken>);
  /** Sub-protocols to offer. Default: none. */
  readonly protocols?: readonly string[];
  /** Headers of the request that opens a connection, where the host can send them: not in browsers. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Default: what the document says (`x-parlance-heartbeat`), else none. `false`: none. */
  readonly heartbeat?: HeartbeatOptions | false;
  /** Bounds of the wait between attempts, in milliseconds. Default: 400 and 20,000. */
  readonly backoff?: { readonly minMs: number; readonly maxMs: number };
  /** What waits at most while there is no connection. Default: 1,000 messages and 1 MiB. */
  readonly queue?: { readonly messages?: number; readonly bytes?: number };
  /** For tests: `VirtualClock` of `@parlance/runtime/testing`. */
  readonly clock?: Timers;
}
