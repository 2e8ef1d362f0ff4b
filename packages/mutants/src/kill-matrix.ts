import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Fault } from "./fault.ts";
import { faults } from "./faults.ts";
import { hunt, type Hunted, platformContract } from "./hunt.ts";
import { matrixPage } from "./matrix-page.ts";

// Lets the tester loose on the platform with each fault, and on the platform as it is, and writes docs/kill-matrix.md.
// Arguments: beginnings of the faults' ids; without one all, and the page is written.
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seeds: { type: "string", default: "5" }, abreast: { type: "string", default: "6" } },
});
const contract = await platformContract();
const chosen = faults.filter(({ id }) => positionals.length === 0 || positionals.some((each) => id.startsWith(each)));

const killed = new Map<string, Hunted>();
const waiting = [...chosen];
await Promise.all(Array.from({ length: Number(values.abreast) }, work));
const correct: (Hunted & { readonly seed: number })[] = [];
write();
for (let seed = 1; seed <= Number(values.seeds); seed += 1) {
  const hunted = await hunt({ contract, seed });
  correct.push({ ...hunted, seed });
  console.log(`seed ${seed}: ${hunted.verdict} ${hunted.requests} requests, ${Math.round(hunted.elapsedMs / 1000)} s`);
  for (const { check, subject, message } of hunted.findings) console.log(`  ${subject} ${check}: ${message}`);
  write();
}

/** Takes one fault after another. */
async function work(): Promise<void> {
  for (let fault = waiting.shift(); fault !== undefined; fault = waiting.shift())
    killed.set(fault.id, await told(fault));
}

async function told(fault: Fault): Promise<Hunted> {
  const hunted = await hunt({ contract, fault });
  const seconds = `${(hunted.elapsedMs / 1000).toFixed(1)} s`.padStart(8);
  const checks = hunted.reason ?? hunted.checks.join(", ");
  console.log(`${hunted.verdict.padEnd(8)}${fault.id.padEnd(36)}${seconds}  ${checks}`);
  return hunted;
}

/** The page tells of all faults, or is left as it was. */
function write(): void {
  if (chosen.length < faults.length) return;
  writeFileSync(fileURLToPath(new URL("../../../docs/kill-matrix.md", import.meta.url)), matrixPage(killed, correct));
}
