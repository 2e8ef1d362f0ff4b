import type { SessionError } from "../session/session-error.js";

/** Where a socket is. `attempt` counts from 1 and begins anew with each connection. */
export type SocketState =
  /** Nothing was asked of it yet. */
  | { readonly status: "idle" }
  /** Also while it is restored: nothing of the queue is sent before. */
  | { readonly status: "connecting"; readonly attempt: number }
  | { readonly status: "open" }
  /** The next attempt is at this time, in milliseconds since 1970. */
  | { readonly status: "waiting"; readonly attempt: number; readonly until: number; readonly error: SessionError }
  /** The application closed it, or the server said goodbye with code 1000. */
  | { readonly status: "closed" }
  /** It cannot come back; the error says why. */
  | { readonly status: "failed"; readonly error: SessionError };
