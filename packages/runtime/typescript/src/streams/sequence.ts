import type { Client } from "../client/client.js";
import type { SequenceOperation } from "../descriptor.js";
import type { StreamOptions } from "./stream-options.js";

/** One stream to be read. */
export interface Sequence {
  readonly client: Client;
  readonly operation: SequenceOperation;
  readonly params: Readonly<Record<string, unknown>>;
  readonly options: StreamOptions;
  /** Ends the stream: the caller's signal, `StreamCall.close()` and `Client.close()` together. */
  readonly signal: AbortSignal;
}
