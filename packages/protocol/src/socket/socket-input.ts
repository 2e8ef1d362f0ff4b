import type { SessionError } from "../session/session-error.js";
import type { SocketMessage } from "./socket-descriptor.js";

/** What the driver reports. `connection` numbers the connections of a socket from 1; what concerns an older one is dropped. */
export type SocketInput =
  | { readonly type: "opened"; readonly connection: number }
  /** Also: it could not be opened. `error`: the host knows more than the code; unless it is `retryable`, the socket has failed. */
  | {
      readonly type: "closed";
      readonly connection: number;
      readonly code: number;
      readonly reason: string;
      readonly error?: SessionError | undefined;
    }
  | { readonly type: "message"; readonly connection: number; readonly message: SocketMessage }
  /** A pong of the WebSocket protocol. */
  | { readonly type: "pong"; readonly connection: number }
  | { readonly type: "restored"; readonly connection: number }
  | { readonly type: "restoreFailed"; readonly connection: number; readonly message: string; readonly cause: unknown }
  /** `expiresAt`: milliseconds since 1970, if it is known. */
  | { readonly type: "token"; readonly token: string; readonly expiresAt?: number | undefined }
  | { readonly type: "tokenFailed"; readonly message: string; readonly cause: unknown };
