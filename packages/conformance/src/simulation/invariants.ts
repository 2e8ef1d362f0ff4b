import type { ClientRecord, Delivery, SubscriptionRecord } from "./client-record.js";
import type { Ledger, LedgerEntry } from "./ledger.js";

/** What the simulation knows of one client when everything is at rest. */
export interface ClientAtRest {
  readonly name: string;
  readonly record: ClientRecord;
  /** Whether its driver still has a transport or a wake. */
  readonly busy: boolean;
  /** Members of the presence channel as the client sees them, by id, with their data as JSON. */
  readonly members: ReadonlyMap<string, string> | undefined;
}

/** Everything there is to judge. */
export interface Outcome {
  readonly ledger: Ledger;
  readonly clients: readonly ClientAtRest[];
  /** The members as the server sees them. */
  readonly members: ReadonlyMap<string, string>;
  /** The position of each channel at the end. */
  readonly heads: ReadonlyMap<string, { readonly epoch: string; readonly offset: number }>;
}

/** An invariant: what it demands, and the violations it finds. The numbers are those of the issue and of the research page. */
export interface Invariant {
  readonly id: string;
  readonly demands: string;
  violations(outcome: Outcome): string[];
}

/** The shortest wait between the loss of a connection and the next dial after the first one, in milliseconds. */
const shortestWait = 200;

const perClient = (judge: (client: ClientAtRest, outcome: Outcome) => string[]) => (outcome: Outcome) =>
  outcome.clients.flatMap((client) => judge(client, outcome).map((violation) => `${client.name}: ${violation}`));

/** I1 to I9. */
export const invariants: readonly Invariant[] = [
  {
    id: "I1",
    demands:
      "delivered offsets are one increasing run of what the log has for the subscription, until a gap; at rest nothing is missing",
    violations: perClient(({ record }, { ledger, heads }) =>
      [...record.subscriptions.values()].flatMap((subscription) => misdelivered(subscription, ledger, heads)),
    ),
  },
  {
    id: "I2",
    demands: "each publish settles exactly once",
    violations: perClient(({ record }) =>
      [...record.publishes].flatMap(([request, { outcomes }]) =>
        outcomes.length === 1 ? [] : [`publish ${request} settled ${outcomes.length} times`],
      ),
    ),
  },
  {
    id: "I3",
    demands: "an acknowledged publish is in the log exactly once",
    violations: perClient(({ record }, { ledger }) =>
      [...record.publishes.values()].flatMap((one) => miscounted(one, ledger)),
    ),
  },
  {
    id: "I4",
    demands: "at rest a client sees the members that the server has",
    violations: perClient(({ members }, outcome) =>
      members === undefined || sameMembers(members, outcome.members)
        ? []
        : [`sees ${show(members)}, the server has ${show(outcome.members)}`],
    ),
  },
  {
    id: "I5",
    demands: "there are never two transports of one client",
    violations: perClient(({ record: { dials } }) =>
      dials.flatMap((dial, index) => {
        const next = dials[index + 1];
        return next !== undefined && (dial.endedAt === undefined || dial.endedAt > next.at)
          ? [`transport ${next.transport} was opened while ${dial.transport} lived`]
          : [];
      }),
    ),
  },
  {
    id: "I6",
    demands: "after `closed` or `failed` nothing is opened any more",
    violations: perClient(({ record }) => {
      const over = record.states.find(({ state }) => state.status === "closed" || state.status === "failed");
      const late = over && record.dials.find((dial) => dial.at > over.at);
      return late === undefined ? [] : [`transport ${late.transport} was opened after the end`];
    }),
  },
  {
    id: "I7",
    demands: "from the second attempt on, dials keep the shortest wait, unless the host or the server said now",
    violations: perClient(({ record }) => hasty(record)),
  },
  {
    id: "I8",
    demands: "after `close` neither a transport nor a wake is left",
    violations: perClient(({ record, busy }) =>
      record.state.status === "closed" && busy ? ["something is left"] : [],
    ),
  },
  {
    id: "I9",
    demands: "once a new epoch is known, no position of an older one is sent",
    violations: perClient(({ record }) => [...record.staleAsks]),
  },
];

interface Place {
  readonly epoch: string;
  readonly offset: number;
}

function wanted(subscription: SubscriptionRecord, entry: LedgerEntry): boolean {
  return !subscription.filtered || entry.tags["kind"] === "odd";
}

function misdelivered(subscription: SubscriptionRecord, ledger: Ledger, heads: Outcome["heads"]): string[] {
  const { channel, start, deliveries, state } = subscription;
  if (start === undefined) return deliveries.length === 0 ? [] : [`${channel}: messages before it was subscribed`];
  const found: string[] = [];
  let at = start;
  const skipped = (from: Place, to: Place): void => {
    const missing = ledger
      .log(channel, to.epoch)
      .filter((entry) => entry.offset > from.offset && entry.offset < to.offset && wanted(subscription, entry));
    if (missing.length === 0) return;
    found.push(`${channel}: ${missing.map(({ offset }) => offset).join(", ")} of ${to.epoch} silently missing`);
  };
  for (const delivery of deliveries) {
    const problem = outOfPlace(delivery, at, channel, ledger);
    if (problem !== undefined) found.push(problem);
    if (delivery.type === "message") skipped(at, delivery);
    at = delivery.type === "gap" ? delivery.to : delivery;
  }
  const head = heads.get(channel);
  if (state?.status === "subscribed" && head !== undefined) {
    const unseen = head.epoch === at.epoch ? at.offset : 0;
    skipped({ epoch: head.epoch, offset: unseen }, { epoch: head.epoch, offset: head.offset + 1 });
  }
  return found;
}

function outOfPlace(delivery: Delivery, at: Place, channel: string, ledger: Ledger): string | undefined {
  if (delivery.type === "gap") return undefined;
  const { epoch, offset } = delivery;
  if (epoch !== at.epoch) return `${channel}: ${epoch} after ${at.epoch} without a gap`;
  if (offset <= at.offset) return `${channel}: ${offset} after ${at.offset}`;
  return ledger.log(channel, epoch).some((entry) => entry.offset === offset)
    ? undefined
    : `${channel}: ${offset} of ${epoch} was never published`;
}

function miscounted(
  publish: ClientRecord["publishes"] extends Map<number, infer One> ? One : never,
  ledger: Ledger,
): string[] {
  const [outcome] = publish.outcomes;
  if (outcome?.status !== "ok" || publish.publishId === undefined) return [];
  const { epoch } = outcome.frame;
  const times = ledger
    .log(publish.channel, String(epoch))
    .filter(({ publishId }) => publishId === publish.publishId).length;
  return times === 1 ? [] : [`${publish.publishId} was acknowledged and is ${times} times in the log ${String(epoch)}`];
}

/** The first dial after a loss comes at once, and so does one that the host or the server asked for. */
function hasty(record: ClientRecord): string[] {
  return record.dials.flatMap((dial, index) => {
    const before = record.dials[index - 1];
    const earlier = record.dials[index - 2]?.at ?? -Infinity;
    const begunAnew = record.states.some(
      ({ at, state }) => state.status === "connecting" && at >= earlier && at <= (before?.at ?? 0),
    );
    // The very first retry comes as quickly as the first one after a loss.
    if (before?.endedAt === undefined || index === 1 || begunAnew) return [];
    const connected = record.states.some(
      ({ at, state }) => state.status === "connected" && at >= before.at && at <= (before.endedAt ?? 0),
    );
    const nudged = record.nudges.some((at) => at >= (before.endedAt ?? 0) && at <= dial.at);
    const wait = dial.at - before.endedAt;
    return connected || nudged || wait >= shortestWait ? [] : [`dialled ${wait} ms after a failed attempt`];
  });
}

function sameMembers(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): boolean {
  return one.size === other.size && [...one].every(([id, data]) => other.get(id) === data);
}

function show(members: ReadonlyMap<string, string>): string {
  return JSON.stringify([...members]);
}
