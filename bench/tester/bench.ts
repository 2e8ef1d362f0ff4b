// How many requests a second `parlance test` makes of the platform, as a user runs both, and in one process, which has one core; and what
// a plain load of the same requests makes of it. Webhooks are left out, for there the tester waits.
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { median } from "../median.ts";
import { holds, printVerdicts } from "../verdict.ts";
import { plainLoad } from "./speed/plain-load.ts";
import type { RecordedRequest } from "./speed/recorded-request.ts";
import { startServed } from "./speed/served.ts";
import { type Measured, testServed } from "./speed/two-processes.ts";

/** Requests a second over loopback on two cores. */
const bar = 500;

const { values } = parseArgs({ options: { quick: { type: "boolean", default: false } } });
const rounds = values.quick ? 1 : 3;
const folder = mkdtempSync(join(tmpdir(), "parlance-bench-"));

try {
  const apart: Measured[] = [];
  const together: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    apart.push(await measureApart());
    together.push(await measureTogether());
  }
  await measureCeiling();
  const perSecond = median(apart.map(({ requests, seconds }) => requests / seconds));
  const verdicts = [
    { about: "two processes", measured: perSecond, bar: { atLeast: bar }, unit: "requests/s" },
    { about: "one process", measured: median(together), bar: { atLeast: bar }, unit: "requests/s" },
  ];
  printVerdicts(verdicts);
  if (!verdicts.every(holds)) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measureApart(): Promise<Measured> {
  await using served = await startServed(folder);
  const measured = await testServed(served, folder);
  const { requests, seconds, tester, server } = measured;
  const each = (ms: number) => `${(ms / requests).toFixed(2)} ms`;
  const share = (ms: number) => `${Math.round(ms / seconds / 10)} %`;
  console.log(`two processes: ${requests} requests in ${seconds.toFixed(1)} s = ${(requests / seconds).toFixed(0)}/s`);
  for (const [name, { cpuMs, waitedMs }] of Object.entries({ tester, server }))
    console.log(
      `  ${name}: ${each(cpuMs)} of CPU a request, busy ${share(cpuMs)} of the time, kept from a core ${share(waitedMs)}`,
    );
  return measured;
}

async function measureTogether(): Promise<number> {
  const script = fileURLToPath(new URL("speed/one-process.ts", import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [script]);
  const { requests, seconds } = JSON.parse(stdout) as { readonly requests: number; readonly seconds: number };
  console.log(`one process: ${requests} requests in ${seconds.toFixed(1)} s = ${(requests / seconds).toFixed(0)}/s`);
  return requests / seconds;
}

/** The same requests once more, on the same server, without a thought about the answers: what was deleted is answered with 404. */
async function measureCeiling(): Promise<void> {
  await using served = await startServed(folder);
  const recording = join(folder, "requests.json");
  await testServed(served, folder, recording);
  const requests = JSON.parse(readFileSync(recording, "utf8")) as readonly RecordedRequest[];
  const { perSecond, serverCpuMs } = await plainLoad(served, requests);
  console.log(`plain load: ${perSecond.toFixed(0)}/s, ${serverCpuMs.toFixed(2)} ms of the server's CPU a request`);
}
