import { writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { faults } from "./faults.ts";
import type { Hunted } from "./hunt.ts";
import { Hunter } from "./hunter.ts";
import { matrixPage } from "./matrix-page.ts";

// Lets the tester loose on the platform with each fault, on the platform as it is, and again on each fault as often as is asked for, and
// writes docs/kill-matrix.md. Arguments: beginnings of the faults' ids; without one all, and the page is written.
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seeds: { type: "string" },
    runs: { type: "string", default: "1" },
    abreast: { type: "string", default: "3" },
  },
});
const chosen = faults.filter(({ id }) => positionals.length === 0 || positionals.some((each) => id.startsWith(each)));
const hunters = Array.from({ length: availableParallelism() }, () => new Hunter());
const runs: Map<string, Hunted>[] = [];
const correct: (Hunted & { readonly seed: number })[] = [];

await huntFaults();
const seeds = Array.from(
  { length: Number(values.seeds ?? (chosen.length < faults.length ? 0 : 20)) },
  (_, index) => index + 1,
);
await share(seeds, 1, async (seed, hunter) => {
  const hunted = await hunter.hunt({ seed });
  console.log(`seed ${seed}: ${hunted.verdict} ${hunted.requests} requests, ${Math.round(hunted.elapsedMs / 1000)} s`);
  for (const { check, subject, message } of hunted.findings) console.log(`  ${subject} ${check}: ${message}`);
  correct.push({ ...hunted, seed });
  correct.sort((one, other) => one.seed - other.seed);
  write();
});
while (runs.length < Number(values.runs)) await huntFaults();
await Promise.all(hunters.map((hunter) => hunter.close()));

/** One run over all faults. */
async function huntFaults(): Promise<void> {
  const killed = new Map<string, Hunted>();
  await share(chosen, Number(values.abreast), async ({ id }, hunter) => {
    const hunted = await hunter.hunt({ fault: id });
    const seconds = `${(hunted.elapsedMs / 1000).toFixed(1)} s`.padStart(8);
    console.log(`${hunted.verdict.padEnd(8)}${id.padEnd(36)}${seconds}  ${hunted.reason ?? hunted.checks.join(", ")}`);
    killed.set(id, hunted);
  });
  runs.push(killed);
  write();
}

/** Gives each hunter so many things at once, until there are none left. */
async function share<Item>(
  items: readonly Item[],
  abreast: number,
  hunt: (item: Item, hunter: Hunter) => Promise<void>,
): Promise<void> {
  const waiting = items.values();
  const work = async (hunter: Hunter) => {
    for (const item of waiting) await hunt(item, hunter);
  };
  await Promise.all(hunters.flatMap((hunter) => Array.from({ length: abreast }, () => work(hunter))));
}

/** The page tells of all faults, or is left as it was. */
function write(): void {
  if (chosen.length < faults.length) return;
  writeFileSync(fileURLToPath(new URL("../../../docs/kill-matrix.md", import.meta.url)), matrixPage(runs, correct));
}
