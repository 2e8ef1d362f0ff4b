// What the realtime half costs and how fast it comes back, against its peers in the same run; the bars are in issues 3 and 4.
import { parseArgs } from "node:util";
import { measureArrivals } from "./measurements/arrivals.ts";
import { measureFanOut } from "./measurements/fan-out.ts";
import { measureMemory } from "./measurements/memory.ts";
import { measureReceiveLanguages } from "./measurements/receive-languages.ts";
import { measureReceive } from "./measurements/receive.ts";
import { measureReconnect } from "./measurements/reconnect.ts";
import { holds, printVerdicts } from "../verdict.ts";

const measurements = {
  receive: measureReceive,
  "receive-languages": measureReceiveLanguages,
  reconnect: measureReconnect,
  memory: measureMemory,
  "fan-out": measureFanOut,
  arrivals: measureArrivals,
} as const;

const { values, positionals } = parseArgs({ options: { quick: { type: "boolean" } }, allowPositionals: true });
const verdicts = [];
for (const [name, measure] of Object.entries(measurements)) {
  if (positionals.length === 0 || positionals.includes(name)) verdicts.push(...(await measure(values.quick ?? false)));
}
printVerdicts(verdicts);
if (!verdicts.every(holds)) process.exitCode = 1;
