/**
 * Gives the token that lets one connection onto one private or presence channel, from the application's back end (which asks
 * `channels.authorize`). Called again for a new connection and when the server refuses the last one as worn out. An error whose
 * `retryable` is false ends the subscription; after any other it is asked again.
 */
export type AuthorizeCallback = (request: {
  readonly channel: string;
  /** The id of the connection, for the back end. */
  readonly connection: string;
}) => string | Promise<string>;

/** How a channel is used. */
export interface ChannelOptions {
  /** For private and presence channels. Default: `RealtimeOptions.authorize`. */
  readonly authorize?: AuthorizeCallback;
  /** Checks messages against the contract, if the client has a validator. Default: true. */
  readonly validate?: boolean;
}
