import type { GapFrame, MessageFrame, Subscription as SubscriptionBody } from "../frames/frames.gen.js";
import { jittered } from "./back-off.js";
import type { SubscribeOptions } from "./command.js";
import type { Context } from "./context.js";
import type { SessionError } from "./session-error.js";
import type { Outcome, SessionEvent } from "./session-event.js";
import type { SubscriptionState } from "./subscription-state.js";
import { type Start, Track } from "./track.js";

/** How long after a refusal a subscription is asked for again. */
const retry = { minMs: 500, maxMs: 20_000 };

/** What a subscription is made of. */
export interface SubscriptionOptions {
  /** The driver's number. */
  readonly number: number;
  readonly channel: string;
  /** What tells it apart on the wire; the first of a channel has none. */
  readonly wire: number | undefined;
  readonly options: SubscribeOptions;
}

/** What tells a subscription apart on the wire. */
export interface Address {
  readonly channel: string;
  readonly subscription?: number;
}

/** One subscription, over all connections. */
export class Subscription extends Track {
  /** What takes the answer to the request that is under way; an answer to an older one says nothing. */
  asked: ((outcome: Outcome) => void) | null = null;
  /** When it is to be asked for again after a refusal. */
  retryAt = Infinity;
  #refusals = 0;
  #told = false;

  constructor(
    readonly context: Context,
    readonly what: SubscriptionOptions,
    /** Told how many holes there were in a row. */
    readonly onHole: (subscription: Subscription, holes: number) => void,
  ) {
    super(what.channel, what.options.since);
  }

  get showsPresence(): boolean {
    return this.what.options.mode?.includes("presence") === true;
  }

  /** What tells it apart on the wire. */
  get address(): Address {
    const { channel, wire } = this.what;
    return { channel, ...(wire && { subscription: wire }) };
  }

  /** The members of the frame that asks for it from where it stands. */
  body(): Omit<SubscriptionBody, "id"> {
    const { since: _since, rewind, ...others } = this.what.options;
    const since = this.position;
    return { ...this.address, ...others, ...(since ? { since } : rewind && { rewind }) };
  }

  subscribed(start: Start): void {
    this.#refusals = 0;
    this.begin(start);
    const { epoch, offset, recovered } = start;
    this.#told = true;
    this.#enter({ status: "subscribed", position: { epoch, offset }, recovered });
  }

  /** Refused or withdrawn, and worth another try. */
  refused(error: SessionError): void {
    this.#refusals += 1;
    this.pending(error);
    this.retryAt = this.context.now + (error.afterMs ?? 0) + jittered(this.context, retry, this.#refusals);
  }

  /** Nothing comes until it is answered again. */
  pending(error?: SessionError): void {
    this.asked = null;
    this.retryAt = Infinity;
    this.listening = false;
    if (this.#told || error) this.#enter({ status: "resubscribing", position: this.position, ...(error && { error }) });
  }

  ended(error?: SessionError): void {
    this.listening = false;
    this.#enter({ status: "unsubscribed", ...(error && { error }) });
  }

  override live(): void {
    if (!this.listening) return;
    super.live();
    this.context.emit({ type: "live", subscription: this.what.number });
  }

  protected override tell(frame: MessageFrame | GapFrame): void {
    const { number: subscription } = this.what;
    this.context.emit({ type: frame.type, subscription, frame } as SessionEvent);
  }

  protected override hole(): void {
    this.onHole(this, this.holes);
  }

  #enter(state: SubscriptionState): void {
    this.context.emit({ type: "subscription", subscription: this.what.number, state });
  }
}
