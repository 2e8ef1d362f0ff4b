import type { Authorizer } from "./authorizer.js";

/** How a channel is used. */
export interface ChannelOptions {
  /** For private and presence channels: `callbackAuthorization(…)`. Default: `RealtimeOptions.authorize`. */
  readonly authorize?: Authorizer;
  /** Checks messages against the contract, if the client has a validator. Default: true. */
  readonly validate?: boolean;
}
