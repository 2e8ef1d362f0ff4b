import type { GapFrame, MessageFrame, SubscribeFrame } from "@parlance/protocol";
import type { Position } from "../broker/broker.js";
import type { Filter } from "../filter/filter.js";
import { matchFilter } from "../filter/match-filter.js";
import { isJsonObject, type Json } from "../json/json.js";
import type { Connection } from "./connection.js";
import type { Feed } from "./feed.js";
import type { Admission } from "./gate.js";
import { Holdback, wantsNewest } from "./holdback.js";
import type { LoggedMessage } from "./logged-message.js";
import { OutgoingFrame } from "./outgoing-frame.js";
import { catchUp } from "./replay.js";

/** What a subscription wants of its channel. */
export interface SubscriptionOptions {
  /** Tells it apart from others of the same connection and channel. */
  readonly number: number | undefined;
  readonly messages: boolean;
  readonly presence: boolean;
  readonly filter: Filter | undefined;
  /** The filter as it was asked for. */
  readonly filterText: string | undefined;
  readonly policy: NonNullable<SubscribeFrame["policy"]>;
  readonly conflateMs: number;
  readonly returnMode: NonNullable<SubscribeFrame["returnMode"]>;
  /** The channel token, to ask again with. */
  readonly token: string | undefined;
}

/** Where a subscription stands: it reads the log behind `after`, or gets each message as it comes. */
type Progress = { readonly status: "catching up"; readonly after: Position } | { readonly status: "live" };

/** One subscription of one connection: what it has seen of its channel, and what it sends of it. */
export class Subscription {
  readonly connection: Connection;
  readonly feed: Feed;
  readonly options: SubscriptionOptions;
  readonly admission: Admission;
  progress: Progress;
  /** Of the last message that was sent. */
  #sent: Position;
  /** Of the last message that was looked at. */
  #seen: number;
  /** For those who asked for the newest message only. */
  readonly #holdback: Holdback | undefined;

  constructor(
    connection: Connection,
    feed: Feed,
    {
      options,
      admission,
      after,
      seen,
    }: { options: SubscriptionOptions; admission: Admission; after: Position; seen?: number },
  ) {
    this.connection = connection;
    this.feed = feed;
    this.options = options;
    this.admission = admission;
    this.#sent = after;
    this.#seen = seen ?? after.offset;
    this.#holdback = wantsNewest(options) ? new Holdback(this) : undefined;
    this.progress = { status: "catching up", after: { epoch: after.epoch, offset: this.#seen } };
  }

  get channel(): string {
    return this.feed.at.channel;
  }

  /** The position of the last message sent, and how far the log was looked through for it. */
  get position(): { readonly sent: Position; readonly seen: number } {
    return { sent: this.#sent, seen: this.#holds ? this.#sent.offset : this.#seen };
  }

  /** Whether something waits for a later moment. */
  get waiting(): boolean {
    return this.#holds || this.progress.status === "catching up";
  }

  get #holds(): boolean {
    return this.#holdback?.holds ?? false;
  }

  /** Takes a message that was published just now. While it catches up it will find the message in the log. */
  deliver(logged: LoggedMessage): void {
    if (this.progress.status === "catching up") return;
    this.#seen = logged.message.offset;
    if (!this.wants(logged)) return;
    if (this.#holdback === undefined) this.send(logged, false);
    else this.#holdback.take(logged);
  }

  /** Sends what was held, or goes on catching up, if its time has come. */
  resume(now: number): void {
    if (this.progress.status === "catching up") return catchUp(this);
    this.#holdback?.release(now);
  }

  /** Whether a message is for this subscription. */
  wants(logged: LoggedMessage): boolean {
    const { messages, filter } = this.options;
    if (!messages || logged.message.exclude === this.connection.id) return false;
    return filter === undefined || matchFilter(filter, logged.subject);
  }

  /** Sends a message, with what came before it in this subscription where that cannot be told from its offset. */
  send(logged: LoggedMessage, replay: boolean): void {
    const { number, returnMode } = this.options;
    const { offset, data } = logged.message;
    const follows = this.#sent.offset === offset - 1;
    const shared = follows && number === undefined && !replay && returnMode !== "diff";
    const frame = shared
      ? logged.outgoing
      : logged.addressed(
          {
            ...(number !== undefined && { subscription: number }),
            ...(!follows && { previous: this.#sent.offset }),
            ...(replay && { replay }),
          },
          returnMode === "diff" ? differenceIn(data) : data,
        );
    this.#sent = { epoch: this.#sent.epoch, offset };
    this.#seen = offset;
    this.connection.send(frame);
  }

  /** Notes how far the log was read without sending. */
  pass(after: Position): void {
    this.#seen = after.offset;
    this.progress = { status: "catching up", after };
  }

  /** Tells that messages up to a position are lost, and goes on from there. */
  gap(to: Position, reason: GapFrame["reason"], from = this.#sent): void {
    const { number } = this.options;
    this.#sent = to;
    this.#seen = to.offset;
    this.#holdback?.clear();
    const base = { type: "gap", channel: this.channel, from: { ...from }, to: { ...to }, reason } as const;
    this.connection.send(new OutgoingFrame(number === undefined ? base : { ...base, subscription: number }));
    if (this.progress.status === "catching up") this.progress = { status: "catching up", after: to };
  }

  /** What comes from now on is live. */
  live(): void {
    const { number } = this.options;
    this.progress = { status: "live" };
    const base = { type: "live", channel: this.channel } as const;
    this.connection.send(new OutgoingFrame(number === undefined ? base : { ...base, subscription: number }));
  }

  /** A message that is in no log, for this subscription alone. */
  sendAside(frame: MessageFrame): void {
    const { number } = this.options;
    this.connection.send(new OutgoingFrame(number === undefined ? frame : { ...frame, subscription: number }));
  }
}

/** A change of a document without the whole of it. */
function differenceIn(event: Json): Json {
  if (!isJsonObject(event)) return event;
  const change = event["data"];
  if (change === undefined || !isJsonObject(change)) return event;
  const { data: _whole, ...difference } = change;
  return { ...event, data: difference };
}
