import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { faults } from "./faults.ts";
import { hunt, type Hunted, platformContract } from "./hunt.ts";
import { matrixPage } from "./matrix-page.ts";

// Lets the tester loose on the platform with each fault, and on the platform as it is, and writes docs/kill-matrix.md.
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seeds: { type: "string", default: "5" } },
});
const contract = await platformContract();
const chosen = faults.filter(({ id }) => positionals.length === 0 || positionals.some((each) => id.startsWith(each)));

const killed = new Map<string, Hunted>();
for (const fault of chosen) {
  const hunted = await hunt({ contract, fault });
  killed.set(fault.id, hunted);
  console.log(`${hunted.verdict.padEnd(8)}${fault.id.padEnd(36)}${hunted.reason ?? hunted.checks.join(", ")}`);
}

const correct: (Hunted & { readonly seed: number })[] = [];
for (let seed = 1; seed <= Number(values.seeds); seed += 1) {
  const hunted = await hunt({ contract, seed });
  correct.push({ ...hunted, seed });
  console.log(`seed ${seed}: ${hunted.verdict} ${hunted.requests} requests, ${Math.round(hunted.elapsedMs / 1000)} s`);
  for (const { check, operation, message } of hunted.findings) console.log(`  ${operation} ${check}: ${message}`);
}

// The page tells of all faults, or is left as it was.
if (chosen.length === faults.length)
  writeFileSync(fileURLToPath(new URL("../../../docs/kill-matrix.md", import.meta.url)), matrixPage(killed, correct));
