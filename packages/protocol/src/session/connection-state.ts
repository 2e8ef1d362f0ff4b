import type { SessionError } from "./session-error.js";

/** Where a session stands. Times are those of the driver's clock. */
export type ConnectionState =
  /** Before `connect`, and after `disconnect`. */
  | { readonly status: "idle" }
  | { readonly status: "connecting"; readonly attempt: number }
  | {
      readonly status: "connected";
      /** Visible to others. */
      readonly connection: string;
      readonly user: string | null;
      /** Whether the session from before was taken up again. */
      readonly resumed: boolean;
      readonly since: number;
    }
  /** Told once for each attempt, when the one before was lost. */
  | {
      readonly status: "reconnecting";
      /** Counts what was lost since the last connection, from 1. */
      readonly attempt: number;
      /** When the next attempt begins, a whole number; null while one is under way or the host is offline. It moves without being told. */
      readonly retryAt: number | null;
      /** When the connection was lost, or the first attempt failed. */
      readonly since: number;
      readonly error: SessionError;
      /** Whether the server still keeps the session, so far as its window says. */
      readonly resumable: boolean;
    }
  /** By `close`. Final. */
  | { readonly status: "closed" }
  /** Refused for good. Final. */
  | { readonly status: "failed"; readonly error: SessionError };
