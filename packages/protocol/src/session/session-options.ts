import type { ClientInfo, RetryHint } from "../frames/frames.gen.js";

/** How much may wait for the connection, and what happens beyond it. */
export interface QueueBounds {
  /** Requests that wait. Default 1,000. */
  readonly count?: number | undefined;
  /** Their encoded size together. Default 1 MiB. */
  readonly bytes?: number | undefined;
  /** `reject` (default) fails the new request, `drop-oldest` the oldest waiting publish; both with `queue_full`. */
  readonly policy?: "reject" | "drop-oldest";
}

/** What a session is told once. */
export interface SessionOptions {
  /** The program, as `hello` names it. */
  readonly client: ClientInfo;
  /** A UUID of this session's own; publishes are named after it. */
  readonly instance: string;
  /** Uniform in [0, 1). Only for spreading retries, never for secrets. */
  readonly random: () => number;
  /** What the codec and the transport can. Default `batch`. */
  readonly capabilities?: readonly string[];
  /** Back-off until the server gives its own. Default 400 ms and 20 s. */
  readonly retry?: Partial<RetryHint> | undefined;
  /** Attempts in a row that may end without a `welcome`; after so many the session fails. Default: any number. */
  readonly attempts?: number | undefined;
  readonly queue?: QueueBounds;
}
