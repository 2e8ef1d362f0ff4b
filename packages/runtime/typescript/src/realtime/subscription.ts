import type { Position, SubscriptionState } from "@parlance/protocol";

/** A channel that is being listened to. It survives reconnects; it ends by `unsubscribe`, by a refusal, or with its client. */
export interface Subscription {
  readonly channel: string;
  readonly state: SubscriptionState;
  /** The position of the last message that was handed over; undefined until it is subscribed. */
  readonly position: Position | undefined;
  /**
   * Resolves when the server has accepted it for the first time, with where it begins and whether what was missed comes wholly
   * (`since`). Rejects with a `RealtimeError` if it is refused or ended before. Nobody has to wait for it.
   */
  readonly ready: Promise<SubscriptionReady>;
  /** Ends it; no message is handed over any more. Does nothing the second time. */
  unsubscribe(): void;
}

/** Where a subscription begins. */
export interface SubscriptionReady {
  readonly position: Position;
  /** `none`: nothing was asked for. `no`: something is lost, and a gap has been told. */
  readonly recovered: "yes" | "no" | "none";
}
