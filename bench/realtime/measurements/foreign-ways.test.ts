import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { messageOf } from "../message.ts";
import { Child } from "../processes/child.ts";
import type { PeerServers } from "../processes/peer-servers.ts";
import { goWays, pythonWays } from "./foreign-ways.ts";
import type { Way } from "./receive-in-turns.ts";

const count = 120;
const languages = [
  { command: "python3", option: "--version", ways: pythonWays },
  { command: "go", option: "version", ways: goWays },
] as const;

describe.each(languages)("the clients of $command", ({ command, option, ways }) => {
  const missing = spawnSync(command, [option]).status !== 0;
  if (missing && process.env.CI === "true") throw new Error(`There is no ${command} in the search path`);

  test.skipIf(missing)("receive every message, and measure it", { timeout: 120_000 }, async () => {
    for (const way of ways()) {
      expect(await receive(way)).toMatchObject({ cpuUs: expect.any(Number), last: messageOf(count - 1) });
    }
  });
});

async function receive(way: Way) {
  await using servers = new Child<PeerServers>("peer-servers");
  await servers.call("load", [way]);
  const { ports } = await servers.call("listen", []);
  if (way.start === undefined) throw new Error(`${way.name} has no process of its own.`);
  await using client = way.start();
  await client.call("connect", { peer: way.peer, port: ports[0] ?? 0, clients: 1, validation: false });
  await servers.call("prepare", { name: way.name, load: { first: 0, count, batch: way.batch } });
  await client.call("arm", count);
  await servers.call("blast", way.name);
  return client.call("received", null);
}
