import type { Position } from "../broker/broker.js";
import type { Connection } from "./connection.js";
import type { Admission, Snapshot } from "./gate.js";
import { mayGoOn, noteHeard } from "./heard.js";
import { LoggedMessage } from "./logged-message.js";
import { catchUp, reasonOf } from "./replay.js";
import type { KeptPosition } from "./session-keeper.js";
import { Subscription, type SubscriptionOptions } from "./subscription.js";

/** From where a subscription is to begin. */
export interface BeginOptions {
  readonly channel: string;
  readonly options: SubscriptionOptions;
  readonly admission: Admission;
  readonly since: Position | undefined;
  readonly rewind?: { readonly count?: number; readonly ms?: number } | undefined;
  /** The state with which a watch begins. */
  readonly snapshot?: Snapshot | undefined;
  /** How far the lost session had looked through the log. */
  readonly kept?: KeptPosition | undefined;
}

/** A subscription that begins: what its answer says, and what follows the answer. */
export interface Begin {
  readonly subscription: Subscription;
  readonly position: Position;
  readonly recovered: "yes" | "no" | "none";
  readonly count: number;
  /** Sends the gap, the snapshot and what was missed. Called behind the answer. */
  start(): void;
}

/**
 * Where a subscription begins: after `since` if that is allowed and the log still has all of what follows, at the end of the log
 * otherwise.
 */
export function beginAt(connection: Connection, begin: BeginOptions): Begin {
  const { hub } = connection;
  const { since, snapshot, options, admission } = begin;
  const feed = hub.feeds.of({ project: connection.project, channel: begin.channel });
  const make = (after: Position, seen = after.offset): Subscription =>
    new Subscription(connection, feed, { options, admission, after, seen });
  const end = snapshot?.position ?? hub.broker.position(feed.at);
  const hearing = { connection, channel: begin.channel, admission };
  const allowed = since === undefined || mayGoOn(hearing, since);
  const goesOn = since !== undefined && snapshot === undefined && allowed;
  const seen = goesOn ? recoverable(connection, begin, since) : undefined;
  noteHeard(hearing, since !== undefined && seen !== undefined ? since : end);
  if (since !== undefined && seen !== undefined) {
    const subscription = make(since, seen);
    const count = missed(subscription, { epoch: since.epoch, offset: seen }).length;
    return { subscription, position: since, recovered: "yes", count, start: () => catchUp(subscription) };
  }
  if (since !== undefined || begin.rewind === undefined) {
    const subscription = make(end);
    const start = (): void => {
      if (since !== undefined) subscription.gap(end, allowed ? reasonOf(since, end) : "history_forbidden", since);
      if (snapshot !== undefined) subscription.sendAside(snapshot.frame);
      catchUp(subscription);
    };
    // While a snapshot was taken, more may have come.
    const count = snapshot === undefined ? 0 : missed(subscription, end).length;
    return { subscription, position: end, recovered: since === undefined ? "none" : "no", count, start };
  }
  const { count: most = Infinity, ms = Infinity } = begin.rewind;
  const oldest = hub.now() - ms;
  const wanted = missed(make(end)).filter(({ message }) => message.at >= oldest);
  const older = most === Infinity ? wanted : wanted.slice(Math.max(0, wanted.length - most));
  const position = older[0] === undefined ? end : { epoch: end.epoch, offset: older[0].message.offset - 1 };
  const subscription = make(position);
  return { subscription, position, recovered: "none", count: older.length, start: () => catchUp(subscription) };
}

/** From which offset the log has to be read to go on after `since`; undefined = part of it is gone. */
export function recoverable(
  connection: Connection,
  { channel, kept, options }: Pick<BeginOptions, "channel" | "kept" | "options">,
  since: Position,
): number | undefined {
  const { broker } = connection.hub;
  const at = { project: connection.project, channel };
  const end = broker.position(at);
  if (since.epoch !== end.epoch || since.offset > end.offset) return undefined;
  const known = kept !== undefined && kept.filterText === options.filterText && kept.sent.epoch === end.epoch;
  const offset = known && kept.sent.offset === since.offset ? kept.seen : since.offset;
  const { complete } = broker.history(at, { from: { epoch: end.epoch, offset }, direction: "forward", limit: 1 });
  return complete ? offset : undefined;
}

/** What the log holds for a subscription behind a position. */
function missed(subscription: Subscription, from?: Position): readonly LoggedMessage[] {
  const { broker } = subscription.connection.hub;
  const query = { ...(from !== undefined && { from }), direction: "forward", limit: Infinity } as const;
  return broker
    .history(subscription.feed.at, query)
    .messages.map((message) => new LoggedMessage(message))
    .filter((logged) => subscription.wants(logged));
}
