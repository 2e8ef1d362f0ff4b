import type { PublishOk } from "@parlance/protocol";
import type { AnyEvents, EventName } from "./channel-events.js";
import type { ChannelMessage } from "./channel-message.js";
import type { ChannelContext } from "./channel-context.js";
import { ChannelSubscription } from "./channel-subscription.js";
import type { EventHandlers } from "./event-handlers.js";
import { handlerOf } from "./event-handlers.js";
import type { Answer } from "./outcome.js";
import type { Published, PublishOptions } from "./publish.js";
import type { ReadOnlyChannel } from "./read-only-channel.js";
import { sendableLength } from "./sendable.js";
import type { MessageHandler, SubscribeOptions } from "./subscribe-options.js";
import type { Subscription } from "./subscription.js";

/** What a channel is made of, for what is an import of its own, such as presence. */
export let contextOf: <Events extends object>(channel: ReadOnlyChannel<Events>) => ChannelContext;

/**
 * An ordered log of messages, made by `Realtime.channel`. It holds nothing by itself: two objects of one name are the same
 * channel, and each `subscribe` is a subscription of its own.
 */
export class Channel<Events extends object = AnyEvents> {
  /** Carries the type parameter and never exists at run time. */
  declare readonly types?: { readonly events: Events };
  readonly #context: ChannelContext;

  static {
    // Whichever type it has, it was made by `Realtime.channel`.
    contextOf = (channel) => (channel as Channel).#context;
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
   * In place of one handler there can be one for each event: `{ "order.paid": ({ amount }) => add(amount) }`; an event without one
   * is dropped. A channel of a contract hands over the events that this names, and any other to `onUnknown`; one without hands over all.
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
    const { session, name, contract } = this.#context;
    const { timeoutMs: _timeoutMs, signal, ...more } = options;
    contract?.assertValid(event, data);
    const body = { type: "publish", channel: name, event, data, ...more } as const;
    const bytes = sendableLength(body);
    const send = (): Promise<Answer> => session.request(options, body, bytes);
    const answer = await (session.gate ? session.gate.enter(bytes, signal, send) : send());
    const { epoch, offset, messageId, duplicate = false } = answer as unknown as PublishOk;
    return { epoch, offset, messageId, duplicate };
  }
}
