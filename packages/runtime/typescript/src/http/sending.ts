import type { CallOptions } from "../client/call-options.js";
import type { Configuration } from "../client/configuration.js";
import type { Operation } from "../descriptor.js";

/** A call to be made. */
export interface Sending<T> {
  readonly operation: Operation;
  readonly params: Readonly<Record<string, unknown>>;
  readonly options: CallOptions;
  /** Whole URL to send to instead of the operation's own, e.g. of the next page. */
  readonly url?: string | undefined;
  /** Reads a success. Runs inside the attempt: a connection that breaks here is tried again like any other. */
  readonly read: (response: Response, configuration: Configuration) => Promise<T>;
}

/** The successful end of a call. */
export interface Answer<T> {
  readonly data: T;
  readonly response: Response;
}
