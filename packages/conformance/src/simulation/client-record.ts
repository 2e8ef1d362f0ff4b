import type { ConnectionState, Effect, Outcome, Position, SessionEvent, SubscriptionState } from "@parlance/protocol";

/** What a subscription was handed, in order. */
export type Delivery =
  | { readonly type: "message"; readonly epoch: string; readonly offset: number }
  | { readonly type: "gap"; readonly to: Position };

/** What is known of one subscription of a client. */
export interface SubscriptionRecord {
  readonly channel: string;
  /** Whether it asked only for messages with the tag `kind: odd`. */
  readonly filtered: boolean;
  /** Where it began; undefined until the server accepted it. */
  start: Position | undefined;
  state: SubscriptionState | undefined;
  readonly deliveries: Delivery[];
}

/** What is known of one publish of a client. */
export interface PublishRecord {
  readonly channel: string;
  /** As the first frame on the wire named it; undefined if none was sent. */
  publishId: string | undefined;
  readonly outcomes: Outcome[];
}

/** A connection that a client opened. */
export interface Dial {
  readonly transport: number;
  readonly at: number;
  endedAt: number | undefined;
}

/** Everything a client did and was told, for the invariants to judge. */
export class ClientRecord {
  readonly subscriptions = new Map<number, SubscriptionRecord>();
  readonly publishes = new Map<number, PublishRecord>();
  readonly dials: Dial[] = [];
  readonly states: { readonly at: number; readonly state: ConnectionState }[] = [];
  /** Positions of lives of a log that were asked for after the client knew them to be over. */
  readonly staleAsks: string[] = [];
  /** Times at which the host said that now is a good time to dial. */
  readonly nudges: number[] = [];

  get state(): ConnectionState {
    return this.states.at(-1)?.state ?? { status: "idle" };
  }

  effect(effect: Effect, at: number): void {
    if (effect.type === "open") this.dials.push({ transport: effect.transport, at, endedAt: undefined });
    if (effect.type === "close") this.ended(effect.transport, at);
    if (effect.type === "emit") this.#event(effect.event, at);
    if (effect.type !== "send") return;
    const { frame } = effect;
    if (frame.type === "hello") for (const { channel, since } of frame.subscriptions ?? []) this.#asked(channel, since);
    if (frame.type === "subscribe") this.#asked(frame.channel, frame.since);
    if (frame.type === "publish") this.#published(frame.data, frame.publishId);
  }

  /** A transport is over, by the client or by the network. */
  ended(transport: number, at: number): void {
    const dial = this.dials.find((one) => one.transport === transport);
    if (dial !== undefined) dial.endedAt ??= at;
  }

  /** A subscription asks from where it stands itself; another one of the channel may be ahead of it. */
  #asked(channel: string, since: Position | undefined): void {
    const epochs = [...this.subscriptions.values()].filter((one) => one.channel === channel).map(epochOf);
    if (since === undefined || epochs.includes(since.epoch)) return;
    this.staleAsks.push(`${channel}: asked for ${since.epoch}, which none of its subscriptions is in`);
  }

  /** The data of a simulated publish is its number. */
  #published(data: unknown, publishId: string): void {
    const publish = this.publishes.get(Number(data));
    if (publish !== undefined) publish.publishId ??= publishId;
  }

  #event(event: SessionEvent, at: number): void {
    switch (event.type) {
      case "state":
        this.states.push({ at, state: event.state });
        return;
      case "subscription":
        return this.#subscription(event.subscription, event.state);
      case "message":
        return this.#message(event.subscription, event.frame.offset);
      case "gap":
        this.subscriptions.get(event.subscription)?.deliveries.push({ type: "gap", to: event.frame.to });
        return;
      case "settled":
        this.publishes.get(event.request)?.outcomes.push(event.outcome);
        return;
      default:
    }
  }

  #subscription(number: number, state: SubscriptionState): void {
    const record = this.subscriptions.get(number);
    if (record === undefined) return;
    record.state = state;
    if (state.status !== "subscribed") return;
    record.start ??= state.position;
  }

  #message(number: number, offset: number | undefined): void {
    const record = this.subscriptions.get(number);
    if (record === undefined || offset === undefined) return;
    record.deliveries.push({ type: "message", epoch: epochOf(record) ?? "", offset });
  }
}

/** The life of the log in which a subscription is. Messages do not repeat it: it changes by gaps alone. */
function epochOf({ start, deliveries }: SubscriptionRecord): string | undefined {
  const last = deliveries.at(-1);
  return last === undefined ? start?.epoch : last.type === "gap" ? last.to.epoch : last.epoch;
}
