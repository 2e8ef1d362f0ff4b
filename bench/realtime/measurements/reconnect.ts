// From "the server listens again" to "the client says connected": default options, the server killed with SIGKILL. One
// process serves all peers, so that they lose and find it at the same moment; the next one is loaded before it may listen.
import { setTimeout as sleep } from "node:timers/promises";
import { median, quantile } from "../../median.ts";
import { now } from "../now.ts";
import { Child } from "../processes/child.ts";
import type { PeerClients } from "../processes/peer-client.ts";
import type { Contender, PeerServers } from "../processes/peer-servers.ts";
import type { Verdict } from "../../verdict.ts";

const ours = "parlance";
const contenders: readonly Contender[] = [
  { name: ours, peer: "parlance" },
  { name: "centrifuge", peer: "centrifuge" },
  { name: "phoenix", peer: "phoenix" },
  { name: "socket.io", peer: "socket.io" },
  { name: "pusher-js", peer: "pusher-js" },
  { name: "ably", peer: "ably" },
];
const outages = [
  { outageMs: 1000, atMostMs: 500 },
  { outageMs: 8000, atMostMs: 3000 },
] as const;
const clientsEach = 20;
/** Who has not come back by then counts with this time. */
const patienceMs = 30_000;
/** Between two outages: longer than a connection must live until back-offs begin anew. */
const calmMs = 11_000;
const pollMs = 250;

/** Measures both outages and prints them. */
export async function measureReconnect(quick: boolean): Promise<readonly Verdict[]> {
  const rounds = quick ? 3 : 6;
  let servers = await load();
  await using clients = new AsyncDisposableStack();
  const { ports } = await servers.call("listen", []);
  const started = await Promise.all(
    contenders.map(async ({ name, peer }, index) => {
      const client = clients.use(new Child<PeerClients>("peer-client"));
      await client.call("connect", { peer, port: ports[index] ?? 0, clients: clientsEach, validation: false });
      return { name, client };
    }),
  );
  const verdicts: Verdict[] = [];
  for (const { outageMs, atMostMs } of outages) {
    const delays = started.map(({ name }) => ({ name, ms: [] as number[] }));
    for (const length of lengths(outageMs, rounds)) {
      const next = await load();
      await sleep(calmMs);
      await servers.kill();
      await sleep(length);
      const { since } = await next.call("listen", ports);
      servers = next;
      const came = await Promise.all(started.map(({ client }) => untilConnected(client, since)));
      came.forEach((ms, index) => delays[index]?.ms.push(...ms));
    }
    verdicts.push(...report(delays, outageMs, atMostMs));
  }
  await servers.kill();
  return verdicts;
}

/** Outages evenly about the nominal one, ± 20 %: a fixed timetable must not win or lose by coinciding with it. */
function lengths(outageMs: number, rounds: number): readonly number[] {
  return Array.from({ length: rounds }, (_, round) => outageMs * (0.8 + (0.4 * round) / (rounds - 1)));
}

async function load(): Promise<Child<PeerServers>> {
  const servers = new Child<PeerServers>("peer-servers");
  await servers.call("load", contenders);
  return servers;
}

/** The delay of each client. */
async function untilConnected(client: Child<PeerClients>, since: number): Promise<readonly number[]> {
  for (;;) {
    const connectedAt = await client.call("connectedAt", null);
    const all = connectedAt.every((at) => at > since);
    if (all || now() > since + patienceMs) return connectedAt.map((at) => (at > since ? at - since : patienceMs));
    await sleep(pollMs);
  }
}

function report(
  delays: readonly { readonly name: string; readonly ms: readonly number[] }[],
  outageMs: number,
  atMostMs: number,
): readonly Verdict[] {
  const seconds = `${outageMs / 1000} s`;
  console.log(
    `\n${`reconnect after ${seconds}, ms`.padEnd(28)}${["median", "min", "p90", "max"].map((column) => column.padStart(8)).join("")}`,
  );
  for (const { name, ms } of delays) {
    const columns = [median(ms), Math.min(...ms), quantile(ms, 0.9), Math.max(...ms)];
    console.log(`${name.padEnd(28)}${columns.map((value) => value.toFixed(0).padStart(8)).join("")}`);
  }
  const medians = delays.map(({ name, ms }) => ({ name, ms: median(ms) }));
  const own = medians.find(({ name }) => name === ours)?.ms ?? Number.NaN;
  const best = Math.min(...medians.filter(({ name }) => name !== ours).map(({ ms }) => ms));
  const spread = delays.find(({ name }) => name === ours)?.ms ?? [];
  return [
    { about: `reconnect after ${seconds}: median`, measured: own, bar: { atMost: atMostMs }, unit: "ms" },
    {
      about: `reconnect after ${seconds}: against the quickest peer`,
      measured: own / best,
      bar: { atMost: 1 },
      unit: "×",
    },
    {
      about: `reconnect after ${seconds}: jitter, p90 − p10`,
      measured: quantile(spread, 0.9) - quantile(spread, 0.1),
      bar: { atLeast: 100 },
      unit: "ms",
    },
  ];
}
