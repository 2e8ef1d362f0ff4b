import type { SessionError } from "../session/session-error.js";
import type { SocketMessage } from "./socket-descriptor.js";
import type { SocketState } from "./socket-state.js";

/** How a message that was sent fared. */
export type SocketOutcome =
  /** It left, or was acknowledged where the document has acknowledgements for it. */
  | { readonly status: "sent" }
  | { readonly status: "replied"; readonly message: SocketMessage }
  | { readonly status: "failed"; readonly error: SessionError };

/** What the driver does for a socket, in this order. */
export type SocketEffect =
  /** Open a connection, with this added to the query and the headers, and report `opened` or `closed`. There is never more than one. */
  | {
      readonly type: "open";
      readonly connection: number;
      readonly query: Readonly<Record<string, string>>;
      readonly headers: Readonly<Record<string, string>>;
    }
  | { readonly type: "send"; readonly connection: number; readonly message: SocketMessage }
  /** Send a ping of the WebSocket protocol. */
  | { readonly type: "ping"; readonly connection: number }
  /** Close the connection and forget it: nothing of it is reported any more. */
  | { readonly type: "close"; readonly connection: number; readonly code: number; readonly reason: string }
  /** Run the application's `restore` and report `restored` or `restoreFailed`. */
  | { readonly type: "restore"; readonly connection: number }
  /** Get a token and report `token` or `tokenFailed`. */
  | { readonly type: "fetchToken" }
  /** Call `tick` at this time, in place of any asked for before; null: not at all. */
  | { readonly type: "wake"; readonly at: number | null }
  /** A message came, for the subscriptions named and whoever reads all. `acknowledge`: give it back when it was handled. */
  | {
      readonly type: "message";
      readonly connection: number;
      readonly message: SocketMessage;
      readonly subscriptions: readonly number[];
      readonly acknowledge?: SocketMessage;
    }
  | { readonly type: "settle"; readonly id: number; readonly outcome: SocketOutcome }
  | { readonly type: "state"; readonly state: SocketState };
