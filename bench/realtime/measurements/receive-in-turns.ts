// CPU of the client process for each received message of 200 bytes: stock clients, one callback, frames encoded beforehand
// and written in pieces of 100 kB by another process. The contenders take turns, so that a ratio compares neighbours in time.
import { median } from "../../median.ts";
import type { Verdict } from "../../verdict.ts";
import type { Message } from "../message.ts";
import type { Caller } from "../processes/caller.ts";
import { Child } from "../processes/child.ts";
import type { PeerClients } from "../processes/peer-client.ts";
import type { Contender, PeerServers } from "../processes/peer-servers.ts";

/** One way of receiving. */
export interface Way extends Contender {
  readonly batch: number;
  readonly validation?: boolean;
  /** The bar: its CPU as a multiple of the base line's. */
  readonly atMost?: number;
  /** Starts the process of its client; without it the peer's stock client in Node. */
  start?(): Caller<PeerClients>;
}

interface Sample {
  readonly cpuUs: number;
  readonly perSecond: number;
  readonly bytes: number;
}

interface Started {
  readonly way: Way;
  readonly port: number;
  readonly client: Caller<PeerClients>;
  readonly samples: Sample[];
}

/** Measures every way and prints it under a title. The first of the ways is the base line of the others. */
export async function receiveInTurns(title: string, ways: readonly Way[], quick: boolean): Promise<readonly Verdict[]> {
  const rounds = quick ? 3 : 9;
  const count = quick ? 20_000 : 100_000;
  await using servers = new Child<PeerServers>("peer-servers");
  await using clients = new AsyncDisposableStack();
  await servers.call("load", ways);
  const { ports } = await servers.call("listen", []);
  const started = ways.map((way, index): Started => {
    const client = clients.use(way.start?.() ?? new Child<PeerClients>("peer-client"));
    return { way, port: ports[index] ?? 0, client, samples: [] };
  });
  for (const { way, port, client } of started) {
    await client.call("connect", { peer: way.peer, port, clients: 1, validation: way.validation ?? false });
  }
  // The first round warms up.
  for (let round = 0; round <= rounds; round++) {
    for (const each of started) {
      const sample = await measure(servers, each, { first: round * count, count, batch: each.way.batch });
      if (round > 0) each.samples.push(sample);
    }
  }
  return report(title, started);
}

async function measure(
  servers: Child<PeerServers>,
  { way: { name }, client }: Started,
  load: { readonly first: number; readonly count: number; readonly batch: number },
): Promise<Sample> {
  const bytes = await servers.call("prepare", { name, load });
  await client.call("arm", load.count);
  await servers.call("blast", name);
  const received = await client.call("received", null);
  const last = received?.last as Message | undefined;
  if (received === undefined || last?.id !== load.first + load.count - 1) throw new Error(`${name} lost messages.`);
  const { cpuUs, wallMs } = received;
  return { cpuUs: cpuUs / load.count, perSecond: (load.count / wallMs) * 1000, bytes: bytes / load.count };
}

function report(title: string, started: readonly Started[]): readonly Verdict[] {
  const baseline = started[0]?.way.name;
  const base = started[0]?.samples.map(({ cpuUs }) => cpuUs) ?? [];
  console.log(
    `\n${title.padEnd(52)}${"µs CPU".padStart(9)}${"ratio".padStart(8)}${"msg/s".padStart(10)}${"bytes".padStart(7)}`,
  );
  return started.flatMap(({ way, samples }) => {
    const ratio = median(samples.map(({ cpuUs }, round) => cpuUs / (base[round] ?? Number.NaN)));
    const middle = (of: keyof Sample): number => median(samples.map((sample) => sample[of]));
    const columns = [
      middle("cpuUs").toFixed(2).padStart(9),
      ratio.toFixed(2).padStart(8),
      middle("perSecond").toFixed(0).padStart(10),
      middle("bytes").toFixed(0).padStart(7),
    ];
    console.log(`${way.name.padEnd(52)}${columns.join("")}`);
    const about = `${title}, ${way.name}: CPU against ${baseline}`;
    return way.atMost === undefined ? [] : [{ about, measured: ratio, bar: { atMost: way.atMost }, unit: "×" }];
  });
}
