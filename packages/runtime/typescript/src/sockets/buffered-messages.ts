import { abortErrorOf, onAbort } from "../realtime/abortable.js";
import { RealtimeError } from "../realtime/realtime-error.js";

/** How messages are read one by one. */
export interface ReadOptions {
  /** Ends the iteration with an `AbortError`. */
  readonly signal?: AbortSignal;
  /** Most messages that wait for their reader. Default: 1,000. */
  readonly buffer?: number;
  /** What a full buffer does: end the iteration with `buffer_exceeded` (default), or drop the oldest message. */
  readonly overflow?: "fail" | "drop-oldest";
}

interface Item<Message> {
  readonly message: Message;
  /** Called when the reader comes back for the next. */
  readonly handled: () => void;
}

interface Reader<Message> {
  readonly resolve: (result: IteratorResult<Message, undefined>) => void;
  readonly reject: (error: unknown) => void;
}

const defaultBuffer = 1_000;

/** Messages one by one, through a bounded buffer. */
export class BufferedMessages<Message> implements AsyncIterableIterator<Message, undefined> {
  readonly #options: ReadOptions;
  readonly #stop: () => void;
  readonly #readers: Reader<Message>[] = [];
  #items: Item<Message>[] = [];
  /** What the reader has and did not come back from. */
  #current: Item<Message> | undefined;
  #end: { readonly error: unknown } | undefined;

  /** `stop` is called once, when nothing more is taken. */
  constructor(options: ReadOptions, stop: () => void) {
    this.#options = options;
    const forget = onAbort(options.signal, () => options.signal && this.finish(abortErrorOf(options.signal), false));
    this.#stop = () => {
      forget();
      stop();
    };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<Message, undefined>> {
    this.#current?.handled();
    this.#current = undefined;
    return new Promise((resolve, reject) => {
      this.#readers.push({ resolve, reject });
      this.#serve();
    });
  }

  /** Ends the iteration. */
  async return(): Promise<IteratorResult<Message, undefined>> {
    this.#current?.handled();
    this.finish(undefined, false);
    return { done: true, value: undefined };
  }

  push(message: Message, handled: () => void): void {
    const { buffer = defaultBuffer, overflow = "fail" } = this.#options;
    if (this.#end) return;
    this.#items.push({ message, handled });
    this.#serve();
    if (this.#items.length <= buffer) return;
    if (overflow === "drop-oldest") this.#items.shift();
    else this.finish(exceeded(), true);
  }

  /** Ends the iteration, with an error if there is one. `keep`: what waits is read first. */
  finish(error: unknown, keep: boolean): void {
    if (this.#end) return;
    this.#end = { error };
    if (!keep) this.#items = [];
    this.#stop();
    this.#serve();
  }

  #serve(): void {
    while (this.#readers.length > 0 && (this.#items.length > 0 || this.#end)) {
      const reader = this.#readers.shift();
      const item = this.#items.shift();
      this.#current = item;
      if (item) reader?.resolve({ done: false, value: item.message });
      else if (this.#end?.error) reader?.reject(this.#end.error);
      else reader?.resolve({ done: true, value: undefined });
      if (!item) this.#end = { error: undefined };
    }
  }
}

function exceeded(): RealtimeError {
  const message =
    'Messages came faster than they were read. Read faster, raise `buffer`, or set `overflow: "drop-oldest"`';
  return new RealtimeError({ code: "buffer_exceeded", message, retryable: true });
}
