import type { SocketMessage } from "./socket-descriptor.js";

/** What the application asks of a socket. */
export type SocketCommand =
  | { readonly type: "connect" }
  /** `settle` follows with the id. `reply`: when it is answered. `restoring`: it belongs to what is sent before all else. */
  | {
      readonly type: "send";
      readonly id: number;
      readonly message: SocketMessage;
      readonly bytes: number;
      readonly reply: boolean;
      readonly restoring: boolean;
      readonly timeoutMs: number | null;
    }
  /** Nobody waits for it any more; what was not sent is not. */
  | { readonly type: "cancel"; readonly id: number }
  | { readonly type: "subscribe"; readonly subscription: number; readonly payload: unknown }
  | { readonly type: "unsubscribe"; readonly subscription: number }
  /** A message with an `acknowledge` was handled. */
  | { readonly type: "acknowledge"; readonly connection: number; readonly message: SocketMessage }
  | { readonly type: "close" };
