import type { CastFrame, GapFrame, MessageFrame, PresenceFrame, PresenceSyncFrame } from "../frames/frames.gen.js";
import type { ConnectionState } from "./connection-state.js";
import type { SessionError } from "./session-error.js";
import type { SubscriptionState } from "./subscription-state.js";

/** What the application is told. */
export type SessionEvent =
  | { readonly type: "state"; readonly state: ConnectionState; readonly previous: ConnectionState }
  | { readonly type: "subscription"; readonly subscription: number; readonly state: SubscriptionState }
  /** In order, each once: behind a `gap` something is missing, and never otherwise. */
  | { readonly type: "message"; readonly subscription: number; readonly frame: MessageFrame }
  | { readonly type: "gap"; readonly subscription: number; readonly frame: GapFrame }
  /** What follows on this subscription is live: everything missed was replayed, or its loss told. */
  | { readonly type: "live"; readonly subscription: number }
  /** A message to the user or the connection alone, of the channel that nobody has to subscribe to; or a gap among them. */
  | { readonly type: "direct"; readonly frame: MessageFrame | GapFrame }
  /** The whole presence of a channel, put together from its pages. */
  | {
      readonly type: "presenceSync";
      readonly channel: string;
      readonly members: PresenceSyncFrame["members"];
      readonly version: number;
    }
  | { readonly type: "presence"; readonly channel: string; readonly frame: PresenceFrame }
  /** What became of a request, once. */
  | { readonly type: "settled"; readonly request: number; readonly outcome: Outcome }
  | { readonly type: "cast"; readonly frame: CastFrame }
  /** Something failed that no request waits for. The session goes on. */
  | { readonly type: "error"; readonly error: SessionError }
  /** A frame of a type that this version does not know. */
  | { readonly type: "unknown"; readonly frame: Readonly<Record<string, unknown>> };

/**
 * How a request ended. `unknown`: it was sent, and whether it was carried out cannot be told; for a publish, publishing again
 * with the same `publishId` finds out.
 */
export type Outcome =
  | { readonly status: "ok"; readonly frame: Readonly<Record<string, unknown>> }
  | { readonly status: "failed"; readonly error: SessionError }
  | { readonly status: "unknown"; readonly error: SessionError };
