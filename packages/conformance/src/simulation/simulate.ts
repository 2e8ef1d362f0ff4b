import type { RealtimeLimits } from "@parlance/platform/testing";
import { invariants, type Outcome } from "./invariants.js";
import { Ledger } from "./ledger.js";
import { Random } from "./random.js";
import { channels, lobby, SimulatedClient } from "./simulated-client.js";
import { SimulatedServer } from "./simulated-server.js";
import { Timeline } from "./timeline.js";

/** What a seed led to. */
export interface Verdict {
  readonly seed: number;
  /** Each begins with the id of the invariant; none = all of them hold. */
  readonly violations: readonly string[];
  /** What happened, for whoever looks into a violation. */
  readonly counts: Readonly<Record<"messages" | "gaps" | "dials" | "acknowledged", number>>;
}

const limits: RealtimeLimits = {
  frameBytes: 65_536,
  messageBytes: 65_536,
  subscriptionsPerConnection: 200,
  requestsInFlight: 8,
  connectionsPerProject: 1000,
  messagesPerSecond: 1000,
  framesPerSecond: 10_000,
  resumeWindowMs: 20_000,
  helloMs: 10_000,
  pingMs: 5000,
  pongWaitMs: 2000,
  idleMs: 3_600_000,
  queueBytes: 1_048_576,
  queueMs: 10_000,
  reauthMs: 30_000,
  expiryGraceMs: 25_000,
  presenceGraceMs: 5000,
  presenceBytes: 2048,
  presencePage: 1,
  membersPerChannel: 1000,
  drainSpreadMs: 1000,
  retry: { minMs: 500, maxMs: 5000 },
};

const start = Date.parse("2026-01-01T00:00:00Z");
const steps = 60;
/** Long enough for the slowest discovery: a dead line, a full back-off, a whole resume window. */
const healingMs = 90_000;
/** Things that may be due in one go; beyond it somebody goes round in circles. */
const busiest = 100_000;

/** Lets a few clients and a server live through faults in virtual time, and judges. The same seed gives the same verdict. */
export function simulate(seed: number): Verdict {
  const random = new Random(seed);
  const timeline = new Timeline(start);
  const ledger = new Ledger();
  const storeMs = random.chance(0.5) ? () => random.between(0, 40) : undefined;
  const server = new SimulatedServer({ timeline, ledger, limits, historySize: random.pick([3, 10, 1000]), storeMs });
  const clients = ["ada", "bob", "cleo"]
    .slice(0, random.between(2, 3))
    .map((name) => new SimulatedClient({ name, timeline, random, server }));
  for (const client of clients) client.connect();
  for (let step = 0; step < steps; step++) {
    run(timeline, random.chance(0.1) ? random.between(1000, 8000) : random.between(0, 300));
    if (random.chance(0.3)) fault(random, server, clients);
    else random.pick(clients).act();
  }
  server.comeUp();
  run(timeline, healingMs);
  const closing = random.chance(0.3) ? random.pick(clients) : undefined;
  closing?.close();
  run(timeline, healingMs);
  return judge(seed, { ledger, ...atRest(server, clients) });
}

function run(timeline: Timeline, milliseconds: number): void {
  const until = timeline.now() + milliseconds;
  for (let count = 0; timeline.step(until); count++)
    if (count > busiest) throw new Error("There is no end to what is due: something goes round in circles.");
}

/** Something that goes wrong, or changes under the clients' feet. */
function fault(random: Random, server: SimulatedServer, clients: readonly SimulatedClient[]): void {
  const line = random.pick(clients).line;
  const direction = random.pick(["up", "down"] as const);
  switch (random.between(1, 12)) {
    case 1:
    case 2:
    case 3:
      return line?.cut();
    case 4:
      return line?.swallow(direction);
    case 5:
      line?.swallow("up");
      return line?.swallow("down");
    case 6:
      return line?.stall(direction, random.between(100, 9000));
    case 7:
      return server.restart({ logs: random.pick(["kept", "lost"] as const) });
    case 8:
      return random.chance(0.5) ? server.goDown() : server.comeUp();
    case 9:
      return server.loseHistory(random.pick(channels));
    case 10:
      return server.drain();
    case 11:
      return random.pick(clients).disturb();
    default:
      for (let count = random.between(1, 6); count > 0; count--)
        server.publish(random.pick(channels), { kind: random.pick(["odd", "even"]) });
  }
}

function atRest(server: SimulatedServer, clients: readonly SimulatedClient[]): Omit<Outcome, "ledger"> {
  return {
    clients: clients.map((client) => client.atRest()),
    members: server.members(lobby),
    heads: new Map(channels.map((channel) => [channel, server.position(channel)])),
  };
}

function judge(seed: number, outcome: Outcome): Verdict {
  const violations = invariants.flatMap(({ id, violations: found }) =>
    found(outcome).map((violation) => `${id} ${violation}`),
  );
  const records = outcome.clients.map(({ record }) => record);
  const deliveries = records.flatMap((record) => [...record.subscriptions.values()].flatMap((one) => one.deliveries));
  return {
    seed,
    violations,
    counts: {
      messages: deliveries.filter(({ type }) => type === "message").length,
      gaps: deliveries.filter(({ type }) => type === "gap").length,
      dials: records.reduce((sum, { dials }) => sum + dials.length, 0),
      acknowledged: records
        .flatMap(({ publishes }) => [...publishes.values()])
        .filter(({ outcomes }) => outcomes[0]?.status === "ok").length,
    },
  };
}
