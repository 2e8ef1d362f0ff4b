import { ConfigurationError } from "../errors/configuration-error.js";
import type { CallResult } from "./call-result.js";

/** How a call is carried out; each is started at most once. */
export interface CallSource<Data, ResponseHeaders> {
  readonly read: () => Promise<CallResult<Data, ResponseHeaders>>;
  readonly raw: () => Promise<Response>;
}

/**
 * A call under way. It is sent once, at the end of the current job, so that `raw()` can still be chosen in place of the data.
 *
 * Rejects with a `ParlanceError`; like any promise whose failure nobody handles, one left alone is an unhandled rejection.
 */
export class Call<Data, ResponseHeaders = unknown> implements Promise<Data> {
  readonly #source: CallSource<Data, ResponseHeaders>;
  #result: Promise<CallResult<Data, ResponseHeaders>> | undefined;
  #response: Promise<Response> | undefined;

  constructor(source: CallSource<Data, ResponseHeaders>) {
    this.#source = source;
    queueMicrotask(() => void (this.#response ?? this.withResponse()));
  }

  get [Symbol.toStringTag](): string {
    return "Call";
  }

  /** The data with the typed headers, the request id and the response. */
  withResponse(): Promise<CallResult<Data, ResponseHeaders>> {
    return this.#response === undefined ? (this.#result ??= this.#source.read()) : bothWays();
  }

  /**
   * The response as fetch gave it, its body unread and not checked; errors are thrown all the same. The body is the
   * caller's from here on: read it or cancel it. To be called at once, on what the method returned.
   */
  raw(): Promise<Response> {
    return this.#result === undefined ? (this.#response ??= this.#source.raw()) : bothWays();
  }

  // A call is a promise; that is its interface.
  then<Value = Data, Failure = never>(
    onFulfilled?: ((data: Data) => Value | PromiseLike<Value>) | null,
    onRejected?: ((error: unknown) => Failure | PromiseLike<Failure>) | null,
  ): Promise<Value | Failure> {
    return this.withResponse()
      .then(({ data }) => data)
      .then(onFulfilled, onRejected);
  }

  catch<Failure = never>(
    onRejected?: ((error: unknown) => Failure | PromiseLike<Failure>) | null,
  ): Promise<Data | Failure> {
    return this.then(undefined, onRejected);
  }

  finally(onFinally?: (() => void) | null): Promise<Data> {
    return this.then().finally(onFinally);
  }
}

/** A body can be read once. */
async function bothWays(): Promise<never> {
  throw new ConfigurationError({ message: "A call gives its data or its raw response, not both" });
}
