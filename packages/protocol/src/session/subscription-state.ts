import type { Position } from "../frames/frames.gen.js";
import type { SessionError } from "./session-error.js";

/** Where a subscription stands. It survives reconnects: from `subscribed` it goes to `resubscribing` and back. */
export type SubscriptionState =
  | { readonly status: "subscribing" }
  | { readonly status: "subscribed"; readonly position: Position; readonly recovered: "yes" | "no" | "none" }
  | { readonly status: "resubscribing"; readonly position: Position | null; readonly error?: SessionError }
  /** Ended: by `unsubscribe` without an error, refused or withdrawn with one. Final. */
  | { readonly status: "unsubscribed"; readonly error?: SessionError };
