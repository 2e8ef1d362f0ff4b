import type { StreamEvent } from "../streams/stream-event.js";

/** How a stream is carried out. */
export interface StreamSource<Item> {
  readonly events: (signal: AbortSignal) => AsyncGenerator<StreamEvent<Item>, void, undefined>;
  readonly raw: () => Promise<Response>;
}

/**
 * A sequence that is opened when it is iterated. Leaving the loop, `close()` and the call's signal close the connection.
 *
 * Each iteration opens the stream anew. Events are read one by one as the loop asks for them; those of unknown types arrive
 * as they are.
 */
export class StreamCall<Item> implements AsyncIterable<Item>, AsyncDisposable {
  readonly #source: StreamSource<Item>;
  readonly #closing = new AbortController();

  constructor(source: StreamSource<Item>) {
    this.#source = source;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    for await (const { data } of this.events()) yield data;
  }

  /** The items with the names and ids of their events. */
  async *events(): AsyncGenerator<StreamEvent<Item>, void, undefined> {
    if (!this.#closing.signal.aborted) yield* this.#source.events(this.#closing.signal);
  }

  /** The response once the stream is open, its body unread: the caller's from here on. */
  raw(): Promise<Response> {
    return this.#source.raw();
  }

  /** Ends all iterations of this call, without an error in them. */
  close(): void {
    this.#closing.abort();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.close();
  }
}
