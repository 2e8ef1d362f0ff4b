// User CPU of an SDK call, validation on, against the same call by bare ky; the budget is in issue 2.
import { validator } from "@parlance/runtime/validation";
import { roomsGetContract } from "@parlance/sdk/contracts";
import { call, Client } from "@parlance/sdk/core";
import { roomsGet } from "@parlance/sdk/operations";
import ky from "ky";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const budget = 1.5;
const rounds = 9;
const calls = 600;

const server = spawn(process.execPath, [fileURLToPath(new URL("server.ts", import.meta.url))], { stdio: ["ignore", "pipe", "inherit"] });
try {
  const [output] = (await once(server.stdout, "data")) as [Buffer];
  const url = output.toString().trim();
  const client = new Client({ url, token: "t", validation: validator(roomsGetContract) });
  const plain = new Client({ url, token: "t" });
  const ways = {
    ky: () => ky(`${url}/v1/rooms/room_1`, { headers: { Authorization: "Bearer t" } }).json(),
    "call, validation off": () => call(plain, roomsGet, { room: "room_1" }),
    "call, validation on": () => call(client, roomsGet, { room: "room_1" }),
  };
  const times = await measure(ways);
  const base = times.ky ?? Number.NaN;
  for (const [name, time] of Object.entries(times)) {
    console.log(`${name.padEnd(22)} ${((time / calls) * 1000).toFixed(0).padStart(6)} µs CPU a call  ratio ${(time / base).toFixed(2)}`);
  }
  const ratio = (times["call, validation on"] ?? Number.NaN) / base;
  console.log(`budget ${budget}: ${ratio <= budget ? "ok" : "TOO SLOW"}`);
  if (!(ratio <= budget)) process.exitCode = 1;
} finally {
  server.kill();
}

/** The median CPU of each way in milliseconds a round; the ways take turns, so that a noisy machine troubles all alike. */
async function measure(ways: Readonly<Record<string, () => PromiseLike<unknown>>>): Promise<Record<string, number>> {
  const times: Record<string, number[]> = {};
  for (let round = 0; round <= rounds; round++) {
    for (const [name, way] of Object.entries(ways)) {
      const before = process.cpuUsage();
      for (let made = 0; made < calls; made++) await way();
      const { user, system } = process.cpuUsage(before);
      // The first round warms up.
      if (round > 0) (times[name] ??= []).push((user + system) / 1000);
    }
  }
  return Object.fromEntries(Object.entries(times).map(([name, each]) => [name, each.sort((a, b) => a - b)[Math.floor(each.length / 2)] ?? 0]));
}
