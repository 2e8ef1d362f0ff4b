import type { GapFrame, MessageFrame, SubscriptionState } from "@parlance/protocol";

/** What one subscription is told. */
export interface SubscriptionSink {
  message(frame: MessageFrame): void;
  gap(frame: GapFrame): void;
  live(): void;
  told(state: SubscriptionState): void;
}
