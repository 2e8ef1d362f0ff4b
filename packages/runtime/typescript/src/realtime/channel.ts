import type { HistoryOk, PublishOk } from "@parlance/protocol";
import type { AnyEvents, EventName } from "./channel-events.js";
import type { ChannelGap, ChannelMessage } from "./channel-message.js";
import type { ChannelContext } from "./channel-context.js";
import { ChannelSubscription } from "./channel-subscription.js";
import type { EventHandlers } from "./event-handlers.js";
import { handlerOf } from "./event-handlers.js";
import type { HistoryOptions } from "./history-options.js";
import { invalidMessage } from "./invalid-message.js";
import { messageOfHistory } from "./message-of.js";
import { MessageStream } from "./message-stream.js";
import type { Published, PublishOptions } from "./publish.js";
import type { MessageHandler, MessagesOptions, SubscribeOptions } from "./subscribe-options.js";
import type { Subscription } from "./subscription.js";

/** What a channel is made of, for the other imports of the realtime half. */
export let contextOf: <Events extends object>(channel: Channel<Events>) => ChannelContext;

/**
 * An ordered log of messages, made by `Realtime.channel`. It holds nothing by itself: two objects of one name are the same
 * channel, and each `subscribe` is a subscription of its own.
 */
export class Channel<Events extends object = AnyEvents> {
  readonly #context: ChannelContext;

  static {
    contextOf = (channel) => channel.#context;
  }

  /** @internal */
  constructor(context: ChannelContext) {
    this.#context = context;
  }

  get name(): string {
    return this.#context.name;
  }

  /**
   * Hands over each message, in order and once. Connects if nothing did yet. Listen to `ready` or `onState` to learn of a
   * refusal; otherwise it goes to the client's `error` listeners.
   *
   * ```ts
   * const subscription = channel.subscribe((message) => console.log(message.event, message.data), {
   *   rewind: { count: 50 },
   *   onGap: () => reload(),
   * });
   * await subscription.ready;
   * ```
   *
   * In place of one handler there can be one for each event: `{ "order.paid": ({ amount }) => add(amount) }`.
   *
   * Throws `ClosedError` if the client is closed.
   */
  subscribe(handler: MessageHandler<Events> | EventHandlers<Events>, options: SubscribeOptions = {}): Subscription {
    const handle = handlerOf(handler);
    return new ChannelSubscription(this.#context, options, {
      message: (message) => handle(message as ChannelMessage<Events>),
      gap: options.onGap,
      live: options.onLive,
      state: options.onState,
    });
  }

  /**
   * Iterates the messages, with a gap wherever some are missing. The subscription begins with the first `next()` and ends when
   * the loop is left. A slow reader is waited for (`overflow`).
   *
   * ```ts
   * for await (const item of channel.messages({ signal })) {
   *   if (item.type === "gap") await reload();
   *   else await save(item.data);
   * }
   * ```
   *
   * It ends when the client is closed; it throws a `RealtimeError` if the subscription is refused, and an `AbortError` when
   * `signal` aborts.
   */
  messages(options: MessagesOptions = {}): AsyncIterableIterator<ChannelMessage<Events> | ChannelGap, undefined> {
    return new MessageStream<Events>(this.#context, options);
  }

  /**
   * Puts a message into the log, and resolves when it is there. It survives reconnects: what is unanswered is sent again and
   * taken once. Connects if nothing did yet.
   *
   * Rejects with a `RealtimeError`: the server's refusal, `queue_full`, `invalid_request` before anything is sent if the data hold
   * what is no JSON (the message names the place), or `outcome_unknown` when time ran out after it was sent; with an `AbortError` when `signal` aborts; with a `ValidationError` when the data breaks the contract.
   */
  async publish<Name extends EventName<Events>>(
    event: Name,
    data: Events[Name],
    options: PublishOptions = {},
  ): Promise<Published> {
    const { session, name } = this.#context;
    const { timeoutMs: _timeoutMs, signal, ...more } = options;
    const error = invalidMessage(this.#context, "invalid_request", event, data);
    if (error !== undefined) throw error;
    const body = { type: "publish", channel: name, event, data, ...more } as const;
    const bytes = session.sizeOf(body);
    return session.gate.enter(bytes, signal, async () => {
      const answer = await session.request(options, body, bytes);
      const { epoch, offset, messageId, duplicate = false } = answer as unknown as PublishOk;
      return { epoch, offset, messageId, duplicate };
    });
  }

  /** Reads the history, page by page as far as the loop goes. Throws a `RealtimeError` if the server refuses. */
  async *history(options: HistoryOptions = {}): AsyncGenerator<ChannelMessage<Events>, undefined> {
    const { session, name } = this.#context;
    let { from } = options;
    for (;;) {
      const answer = await session.request(options, {
        type: "history",
        channel: name,
        ...(from && { from }),
        ...(options.pageSize && { count: options.pageSize }),
        ...(options.order && { order: options.order }),
      });
      const { items, cursor } = answer as unknown as HistoryOk;
      for (const item of items) yield messageOfHistory(item) as ChannelMessage<Events>;
      const last = items.at(-1);
      if (cursor === null || last === undefined) return;
      from = { epoch: last.epoch, offset: last.offset };
    }
  }
}
