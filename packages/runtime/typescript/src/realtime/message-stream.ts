import type { Position, SubscriptionState } from "@parlance/protocol";
import { AbortError } from "../errors/abort-error.js";
import { abortErrorOf } from "./abortable.js";
import type { ChannelContext } from "./channel-context.js";
import type { ChannelGap, ChannelMessage } from "./channel-message.js";
import { check } from "./check-options.js";
import { ChannelSubscription } from "./channel-subscription.js";
import { RealtimeError } from "./realtime-error.js";
import type { MessagesOptions } from "./subscribe-options.js";

type Item = ChannelMessage | ChannelGap;
type Result<Events extends object> = IteratorResult<ChannelMessage<Events> | ChannelGap, undefined>;

interface Reader {
  readonly resolve: (result: IteratorResult<Item, undefined>) => void;
  readonly reject: (error: Error) => void;
}

const defaultBuffer = 1_000;

/** The messages of a channel one by one, through a bounded buffer. What a full one does is said in `MessagesOptions.overflow`. */
export class MessageStream<Events extends object> implements AsyncIterableIterator<
  ChannelMessage<Events> | ChannelGap,
  undefined
> {
  readonly #context: ChannelContext;
  readonly #options: MessagesOptions;
  readonly #readers: Reader[] = [];
  #items: Item[] = [];
  /** The position of the last item that was read. */
  #served: Position | undefined;
  #subscription: ChannelSubscription | undefined;
  #ended = false;
  #error: Error | undefined;

  constructor(context: ChannelContext, options: MessagesOptions) {
    const { buffer, overflow } = options;
    check("buffer", buffer);
    check("overflow", overflow, overflow === "resume" || overflow === "drop-oldest", '"resume" or "drop-oldest"');
    this.#context = context;
    this.#options = options;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<Result<Events>> {
    return new Promise<IteratorResult<Item, undefined>>((resolve, reject) => {
      this.#readers.push({ resolve, reject });
      this.#serve();
      if (this.#readers.length > 0) this.#subscribe();
    }) as Promise<Result<Events>>;
  }

  /** Ends the iteration and its subscription. */
  async return(): Promise<Result<Events>> {
    this.#items = [];
    this.#end(undefined);
    return { done: true, value: undefined };
  }

  /** Begins, or goes on where a full buffer made it stop. */
  #subscribe(): void {
    const before = this.#subscription;
    if (before && before.state.status !== "unsubscribed") return;
    const since = before?.position;
    const push = (item: Item): void => this.#push(item);
    this.#subscription = new ChannelSubscription(
      this.#context,
      { ...this.#options, ...(since && { since }) },
      { message: push, gap: push, state: (state) => this.#told(state), takesRefusal: true },
    );
  }

  #told(state: SubscriptionState): void {
    const { signal } = this.#options;
    if (state.status !== "unsubscribed") return;
    if (signal?.aborted) this.#end(abortErrorOf(signal));
    else if (this.#context.session.state.status === "closed") this.#end(undefined);
    else if (state.error) this.#end(new RealtimeError(state.error));
  }

  #push(item: Item): void {
    const { buffer = defaultBuffer, overflow = "resume" } = this.#options;
    this.#items.push(item);
    this.#serve();
    if (overflow === "drop-oldest") while (this.#items.length > buffer) this.#dropOldest();
    else if (this.#items.length >= buffer) this.#subscription?.unsubscribe();
  }

  /** Drops one and says so in the gap at the front. */
  #dropOldest(): void {
    const [first, second] = this.#items;
    const reason = "buffer_exceeded";
    const gap = first?.type === "gap" && first.reason === reason ? first : undefined;
    const to = positionOf(gap ? second : first) ?? gap?.to;
    const from = gap ? gap.from : this.#served;
    this.#items.splice(0, gap ? 2 : 1, { type: "gap", channel: this.#context.name, from, to, reason });
  }

  #serve(): void {
    while (this.#readers.length > 0 && (this.#items.length > 0 || this.#ended)) {
      const reader = this.#readers.shift();
      const value = this.#items.shift();
      this.#served = positionOf(value) ?? this.#served;
      if (value) reader?.resolve({ done: false, value });
      else if (this.#error) reader?.reject(this.#error);
      else reader?.resolve({ done: true, value: undefined });
      if (!value) this.#error = undefined;
    }
  }

  #end(error: Error | undefined): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#error = error;
    // An abort is not kept waiting by what is left in the buffer.
    if (error instanceof AbortError) this.#items = [];
    this.#subscription?.unsubscribe();
    this.#serve();
  }
}

function positionOf(item: Item | undefined): Position | undefined {
  if (item?.type === "gap") return item.to;
  if (item?.epoch === undefined || item.offset === undefined) return undefined;
  return { epoch: item.epoch, offset: item.offset };
}
