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
const measured = 15;
const calls = 400;

const server = spawn(process.execPath, [fileURLToPath(new URL("server.ts", import.meta.url))], {
  stdio: ["ignore", "pipe", "inherit"],
});
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
  const rounds = await measure(ways);
  const base = rounds.ky ?? [];
  const ratios = Object.entries(rounds).map(([name, times]) => {
    // Compared round by round: what else the machine does troubles neighbours in time alike.
    const ratio = median(times.map((time, round) => time / (base[round] ?? Number.NaN)));
    console.log(
      `${name.padEnd(22)} ${((median(times) / calls) * 1000).toFixed(0).padStart(6)} µs CPU a call  ratio ${ratio.toFixed(2)}`,
    );
    return ratio;
  });
  const within = ratios.every((ratio) => ratio <= budget);
  console.log(`budget ${budget}: ${within ? "ok" : "TOO SLOW"}`);
  if (!within) process.exitCode = 1;
} finally {
  server.kill();
}

/** The CPU of each way in milliseconds, by round; the ways take turns. */
async function measure(
  ways: Readonly<Record<string, () => PromiseLike<unknown>>>,
): Promise<Record<string, readonly number[]>> {
  const times: Record<string, number[]> = {};
  for (let round = 0; round <= measured; round++) {
    for (const [name, way] of Object.entries(ways)) {
      const before = process.cpuUsage();
      for (let made = 0; made < calls; made++) await way();
      const { user, system } = process.cpuUsage(before);
      // The first round warms up.
      if (round > 0) (times[name] ??= []).push((user + system) / 1000);
    }
  }
  return times;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
