import type { QueueOptions } from "./realtime-options.js";

/** Lets publishes through to the session, in order. */
export interface PublishGate {
  /** Runs `publish` when there is room for it. Rejects with an `AbortError` if `signal` aborts before. */
  enter<Result>(bytes: number, signal: AbortSignal | undefined, publish: () => Promise<Result>): Promise<Result>;
}

/** Makes a gate for a queue of these bounds. */
export type MakeGate = (bounds: QueueOptions) => PublishGate;
