import type { SessionError, SubscriptionState } from "@parlance/protocol";
import type { ChannelContext } from "./channel-context.js";

/** Authorises subscriptions of private and presence channels; made by `callbackAuthorization(…)`, an import of its own for its size. */
export type Authorizer = (context: ChannelContext, subscription: Authorizable) => Authorization | undefined;

/** The authorisation of one subscription. */
export interface Authorization {
  /** Subscribes as soon as it may. */
  begin(): void;
  /** Told each state of the session's subscription. Returns true if it has dealt with it. */
  takes(state: SubscriptionState): boolean;
  /** The subscription has ended. */
  stop(): void;
}

/** What an authorisation makes of its subscription. */
export interface Authorizable {
  /** Asks the server, with a token for the connection that there is now. */
  subscribe(token?: string): void;
  /** There is no token, or the server did not take it: `again` says whether another one is tried. */
  refused(error: SessionError, again: boolean): void;
}
