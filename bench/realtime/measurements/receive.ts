// CPU of the client process for each received message of 200 bytes: stock clients, one callback, frames encoded beforehand
// and written in pieces of 100 kB by another process. The contenders take turns, so that a ratio compares neighbours in time.
import type { Message } from "../message.ts";
import { median } from "../median.ts";
import { Child } from "../processes/child.ts";
import type { PeerClients } from "../processes/peer-client.ts";
import type { Contender, PeerServers } from "../processes/peer-servers.ts";
import type { Verdict } from "../verdict.ts";

interface Way extends Contender {
  readonly batch: number;
  readonly validation?: boolean;
  /** The bar: its CPU as a multiple of the base line's. */
  readonly atMost?: number;
}

const baseline = "ws + JSON.parse";
const ways: readonly Way[] = [
  { name: baseline, peer: "ws", batch: 1 },
  { name: "parlance", peer: "parlance", batch: 1, atMost: 1.6 },
  { name: "parlance, batches of 50", peer: "parlance", batch: 50, atMost: 1 },
  { name: "parlance, validated", peer: "parlance", batch: 1, validation: true, atMost: 2.2 },
  { name: "centrifuge", peer: "centrifuge", batch: 1 },
  { name: "centrifuge, batches of 50", peer: "centrifuge", batch: 50 },
  { name: "phoenix", peer: "phoenix", batch: 1 },
  { name: "socket.io", peer: "socket.io", batch: 1 },
  { name: "pusher-js", peer: "pusher-js", batch: 1 },
  { name: "ably", peer: "ably", batch: 1 },
];

interface Sample {
  readonly cpuUs: number;
  readonly perSecond: number;
  readonly bytes: number;
}

/** Measures every way and prints it. */
export async function measureReceive(quick: boolean): Promise<readonly Verdict[]> {
  const rounds = quick ? 3 : 9;
  const count = quick ? 20_000 : 100_000;
  await using servers = new Child<PeerServers>("peer-servers");
  await using clients = new AsyncDisposableStack();
  await servers.call("load", ways);
  const { ports } = await servers.call("listen", []);
  const started = ways.map((way, index) => ({
    way,
    port: ports[index] ?? 0,
    client: clients.use(new Child<PeerClients>("peer-client")),
    samples: [] as Sample[],
  }));
  for (const { way, port, client } of started) {
    await client.call("connect", { peer: way.peer, port, clients: 1, validation: way.validation ?? false });
  }
  // The first round warms up.
  for (let round = 0; round <= rounds; round++) {
    for (const { way, client, samples } of started) {
      const load = { first: round * count, count, batch: way.batch };
      const sample = await measure({ servers, client, name: way.name, load });
      if (round > 0) samples.push(sample);
    }
  }
  return report(started);
}

async function measure({
  servers,
  client,
  name,
  load,
}: {
  readonly servers: Child<PeerServers>;
  readonly client: Child<PeerClients>;
  readonly name: string;
  readonly load: { readonly first: number; readonly count: number; readonly batch: number };
}): Promise<Sample> {
  const bytes = await servers.call("prepare", { name, load });
  await client.call("arm", load.count);
  await servers.call("blast", name);
  const received = await client.call("received", null);
  const last = received?.last as Message | undefined;
  if (received === undefined || last?.id !== load.first + load.count - 1) throw new Error(`${name} lost messages.`);
  const { cpuUs, wallMs } = received;
  return { cpuUs: cpuUs / load.count, perSecond: (load.count / wallMs) * 1000, bytes: bytes / load.count };
}

function report(started: readonly { readonly way: Way; readonly samples: readonly Sample[] }[]): readonly Verdict[] {
  const base = started[0]?.samples.map(({ cpuUs }) => cpuUs) ?? [];
  console.log(
    `\n${"receive".padEnd(28)}${"µs CPU".padStart(9)}${"ratio".padStart(8)}${"msg/s".padStart(10)}${"bytes".padStart(7)}`,
  );
  return started.flatMap(({ way, samples }) => {
    const ratio = median(samples.map(({ cpuUs }, round) => cpuUs / (base[round] ?? Number.NaN)));
    const columns = [
      median(samples.map(({ cpuUs }) => cpuUs))
        .toFixed(2)
        .padStart(9),
      ratio.toFixed(2).padStart(8),
      median(samples.map(({ perSecond }) => perSecond))
        .toFixed(0)
        .padStart(10),
      median(samples.map(({ bytes }) => bytes))
        .toFixed(0)
        .padStart(7),
    ];
    console.log(`${way.name.padEnd(28)}${columns.join("")}`);
    const about = `receive, ${way.name}: CPU against ${baseline}`;
    return way.atMost === undefined ? [] : [{ about, measured: ratio, bar: { atMost: way.atMost }, unit: "×" }];
  });
}
