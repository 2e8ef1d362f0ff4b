import type { SubscribeFrame, UnsubscribeFrame } from "@parlance/protocol";
import type { JsonObject } from "../json/json.js";
import { problem } from "../problem/platform-error.js";
import { answer, type Asked } from "./answer.js";
import { type Awaitable, chain } from "./awaitable.js";
import { beginAt, recoverable, type Begin } from "./begin.js";
import type { Connection } from "./connection.js";
import type { Admission, Snapshot } from "./gate.js";
import { inTurn } from "./in-turn.js";
import { sendMembers } from "./send-members.js";
import { positionKey, type KeptPosition } from "./session-keeper.js";
import type { SubscriptionOptions } from "./subscription.js";
import { recheckMembership } from "./withdraw.js";

const watch = /^watch:/u;

interface Allowed {
  readonly admission: Admission;
  readonly snapshot: Snapshot | undefined;
}

/** Begins a subscription: asks the gate, answers with where it begins, then sends what was missed. */
export function subscribe(connection: Connection, frame: SubscribeFrame, asked: Pick<Asked, "counted"> = {}): void {
  const { hub } = connection;
  const { id, channel, since } = frame;
  const key = positionKey(channel, frame.subscription);
  const kept = connection.positions?.get(key);
  answer<Begin>(
    connection,
    { id, channel, ...asked },
    {
      work: () =>
        inTurn(connection, channel, () => {
          requireRoom(connection, key);
          const options = optionsOf(connection, frame);
          return chain(allow(connection, frame, options, kept), ({ admission, snapshot }) => {
            requireRoom(connection, key);
            const begin = beginAt(connection, {
              channel,
              options,
              admission,
              since,
              snapshot,
              kept,
              rewind: frame.rewind,
            });
            hub.feeds.add(begin.subscription);
            return begin;
          });
        }),
      members: ({ position, recovered, count }) => ({
        channel,
        ...(frame.subscription !== undefined && { subscription: frame.subscription }),
        epoch: position.epoch,
        offset: position.offset,
        recovered,
        count,
      }),
      after: ({ subscription, start }) => {
        if (subscription.options.presence) sendMembers(connection, channel);
        start();
        // The authorisation of this subscription may allow less than the one before.
        recheckMembership(connection, channel);
      },
    },
  );
}

/** Ends a subscription at the wish of the client. To end one that is not there changes nothing. */
export function unsubscribe(connection: Connection, { id, channel, subscription: number }: UnsubscribeFrame): void {
  answer(
    connection,
    { id, channel },
    {
      work: () =>
        inTurn(connection, channel, () => {
          const subscription = connection.subscriptions?.get(positionKey(channel, number));
          if (subscription !== undefined) connection.hub.feeds.remove(subscription);
        }),
      members: () => ({}),
    },
  );
}

function allow(
  connection: Connection,
  { channel, token, filter, since, rewind }: SubscribeFrame,
  options: SubscriptionOptions,
  kept: KeptPosition | undefined,
): Awaitable<Allowed> {
  const { gate } = connection.hub;
  const { identity } = connection.session;
  const request = { identity, connection: connection.id, channel };
  const subscribed = chain(gate.subscribe({ ...request, token }), (admission) => {
    // Older messages are history, under whatever name they are asked for.
    if (rewind === undefined || since !== undefined) return admission;
    return chain(gate.history({ ...request, permissions: admission.permissions }), () => admission);
  });
  return chain(subscribed, (admission) => {
    if (!connection.isOpen) throw problem("unavailable", "The connection ended.");
    const resumes = since !== undefined && recoverable(connection, { channel, kept, options }, since) !== undefined;
    if (resumes || !watch.test(channel)) return { admission, snapshot: undefined };
    const snapshot = gate.snapshot({ identity, channel, filter: filter as JsonObject | undefined });
    return chain(snapshot, (taken): Allowed => ({ admission, snapshot: taken }));
  });
}

function requireRoom(connection: Connection, key: string): void {
  if (!connection.isOpen) throw problem("unavailable", "The connection ended.");
  const { subscriptionsPerConnection } = connection.hub.limits;
  const { subscriptions } = connection;
  if (subscriptions === undefined || subscriptions.has(key) || subscriptions.size < subscriptionsPerConnection) return;
  const message = `A connection has at most ${subscriptionsPerConnection} subscriptions. Unsubscribe first.`;
  throw problem("limit_exceeded", message);
}

function optionsOf(connection: Connection, frame: SubscribeFrame): SubscriptionOptions {
  const { channel, filter, mode = ["message"] } = frame;
  const json = filter as JsonObject | undefined;
  return {
    number: frame.subscription,
    messages: mode.includes("message"),
    presence: mode.includes("presence"),
    filter: json === undefined ? undefined : connection.hub.gate.filter(channel, json),
    filterText: json === undefined ? undefined : JSON.stringify(json),
    policy: frame.policy ?? "buffer",
    conflateMs: frame.conflateMs ?? 0,
    returnMode: frame.returnMode ?? "full",
    token: frame.token,
  };
}
