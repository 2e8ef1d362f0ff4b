import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Realtime, RealtimeError, type Published } from "@parlance/runtime/realtime";
import { expect, test } from "vitest";
import { MortalServer, type Address } from "./mortal-server.js";
import { Witness } from "./witness.js";

const kills = process.env["CI"] === undefined ? 5 : 50;
const clientCount = 200;
/** The logs of the first half outlive the server. */
const channels = ["durable-1", "durable-2", "durable-3", "durable-4", "durable-5", "memory-1", "memory-2", "memory-3"];
const publishEveryMs = 800;
const betweenKillsMs = { least: 300, most: 1500 };

interface Acknowledged extends Published {
  readonly channel: string;
  readonly data: unknown;
}

test(
  `killed ${kills} times under ${clientCount} clients, the server loses nothing without saying so`,
  { timeout: 600_000 },
  async () => {
    const folder = await mkdtemp(join(tmpdir(), "parlance-kill-"));
    const server = new MortalServer(folder);
    const clients: Realtime[] = [];
    try {
      const address = await server.start();
      await makeDurable(address);
      clients.push(...Array.from({ length: clientCount }, () => clientOf(address)));
      const witnesses = await Promise.all(clients.map(listen));
      const stop = new AbortController();
      const publishing = clients.map((client, index) => publishUntil(stop.signal, client, index));
      for (let count = 0; count < kills; count++) {
        await sleep(betweenKillsMs.least + ((count * 397) % (betweenKillsMs.most - betweenKillsMs.least)));
        await server.kill();
        await server.start();
      }
      stop.abort();
      const acknowledged = (await Promise.all(publishing)).flat();
      await settled(witnesses, acknowledged);
      judge(witnesses, acknowledged);
    } finally {
      await Promise.all(clients.map((client) => client.close()));
      await server.kill();
      await rm(folder, { recursive: true, force: true });
    }
  },
);

function clientOf({ url, token }: Address): Realtime {
  return new Realtime({ url: `${url}/v1/socket`, token, timeoutMs: false });
}

function channelOf(index: number): string {
  return channels[index % channels.length] ?? "";
}

async function listen(client: Realtime, index: number): Promise<Witness> {
  const witness = new Witness(channelOf(index));
  const subscription = client.channel(witness.channel).subscribe((message) => witness.message(message), {
    onGap: (gap) => witness.gap(gap),
  });
  await subscription.ready;
  return witness;
}

async function makeDurable({ url, token }: Address): Promise<void> {
  for (const channel of channels.filter((name) => name.startsWith("durable"))) {
    const answer = await fetch(`${url}/v1/channels/${channel}`, {
      method: "PATCH",
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/merge-patch+json" },
      body: JSON.stringify({ settings: { durable: true, historySize: 10_000 } }),
    });
    expect(answer.status).toBe(200);
  }
}

/** Publishes one after the other. A failure that is told is no loss; only what was acknowledged counts. */
async function publishUntil(signal: AbortSignal, client: Realtime, index: number): Promise<Acknowledged[]> {
  const channel = client.channel(channelOf(index));
  const acknowledged: Acknowledged[] = [];
  for (let count = 1; !signal.aborted; count++) {
    const data = `${index}:${count}`;
    try {
      acknowledged.push({ ...(await channel.publish("tick", data)), channel: channel.name, data });
    } catch (error) {
      if (!(error instanceof RealtimeError)) throw error;
    }
    await sleep(publishEveryMs, undefined, { signal }).catch(() => undefined);
  }
  return acknowledged;
}

/** Resolves when everybody has seen what was acknowledged, or was told that it is lost. */
async function settled(witnesses: readonly Witness[], acknowledged: readonly Acknowledged[]): Promise<void> {
  const last = new Map(acknowledged.map((one) => [`${one.channel} ${one.epoch}`, one]));
  for (const one of acknowledged) {
    const known = last.get(`${one.channel} ${one.epoch}`);
    if (known !== undefined && one.offset > known.offset) last.set(`${one.channel} ${one.epoch}`, one);
  }
  const behind = (): boolean =>
    [...last.values()].some((one) => witnesses.some((each) => each.channel === one.channel && !each.covers(one)));
  for (let waited = 0; behind() && waited < 60_000; waited += 100) await sleep(100);
}

function judge(witnesses: readonly Witness[], acknowledged: readonly Acknowledged[]): void {
  expect(acknowledged.length).toBeGreaterThan(clientCount);
  expect(witnesses.flatMap(({ faults }) => faults)).toEqual([]);
  const wrong = acknowledged.flatMap((one) =>
    witnesses
      .filter(({ channel }) => channel === one.channel)
      .filter((witness) => {
        const [data, ...more] = witness.at(one);
        return more.length > 0 || (data === undefined ? !witness.excuses(one) : data !== one.data);
      })
      .map(() => one),
  );
  expect(wrong).toEqual([]);
  const durable = witnesses.filter(({ channel }) => channel.startsWith("durable"));
  expect(durable.flatMap(({ seen }) => seen.filter(({ type }) => type === "gap"))).toEqual([]);
}
