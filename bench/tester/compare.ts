// Our tester beside others on the platform with one fault at a time. Writes what it measures to .parlance/bench/tester as it goes,
// goes on there when it is started again, and writes docs/tester-comparison.md at its end.
// Arguments: beginnings of the ids of faults; without one all.
import { faults } from "@parlance/mutants/faults";
import { createHash } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { comparisonPage } from "./comparison-page.ts";
import { documentOf } from "./documents.ts";
import { Results } from "./results.ts";
import { startTestee } from "./testee.ts";
import { parlance } from "./tools/parlance.ts";
import { schemathesis } from "./tools/schemathesis.ts";
import { specmatic } from "./tools/specmatic.ts";
import type { Tool } from "./tools/tool.ts";

/** One run of a tool on one server. */
interface Job {
  readonly tool: Tool;
  readonly operations: string;
  readonly fault?: string;
  readonly run: number;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    "cpu-seconds": { type: "string", default: "12" },
    abreast: { type: "string", default: "2" },
    page: { type: "boolean", default: false },
    tool: { type: "string", multiple: true },
  },
});
const cpuSeconds = Number(values["cpu-seconds"]);
const repository = fileURLToPath(new URL("../../", import.meta.url));
const work = join(repository, ".parlance/bench/tester");
const tools = [parlance, schemathesis, specmatic] as const;
const wanted = tools.filter(({ name }) => values.tool?.includes(name) ?? true);
const rest = faults.filter(({ area }) => ["shape", "input", "auth", "state"].includes(area));
const chosen = rest.filter(({ id }) => positionals.length === 0 || positionals.some((each) => id.startsWith(each)));
mkdirSync(work, { recursive: true });
const results = new Results(join(work, "results.jsonl"));

if (!values.page) await measure();
const page = fileURLToPath(new URL("../../docs/tester-comparison.md", import.meta.url));
writeFileSync(page, comparisonPage({ tools, faults: rest, results, cpuSeconds }));

async function measure(): Promise<void> {
  for (const tool of wanted) await tool.install(join(repository, ".parlance/bench", tool.name.replace(" ", "-")));
  const patterns = [...new Set(chosen.map(patternOf))];
  const documents = new Map<string, string>();
  for (const pattern of patterns) documents.set(pattern, await documentOf(pattern, work));
  const waiting = [...correctJobs(patterns), ...faultJobs()].filter(
    ({ tool, ...job }) => !results.has({ ...job, tool: tool.name }),
  );
  const worker = async () => {
    for (let job = waiting.shift(); job !== undefined; job = waiting.shift())
      await carryOut(job, documents.get(job.operations) ?? "");
  };
  await Promise.all(Array.from({ length: Number(values.abreast) }, worker));
}

function correctJobs(patterns: readonly string[]): readonly Job[] {
  return wanted.flatMap((tool) =>
    patterns.flatMap((operations) =>
      Array.from({ length: tool.correctRuns }, (_, index) => ({ tool, operations, run: index + 1 })),
    ),
  );
}

function faultJobs(): readonly Job[] {
  const spread = chosen.toSorted((one, other) => order(one.id) - order(other.id));
  return spread.flatMap((fault) =>
    wanted.map((tool) => ({ tool, operations: patternOf(fault), fault: fault.id, run: 1 })),
  );
}

/** A number by which faults stand in no order: what is measured in part tells of all areas. */
function order(id: string): number {
  return createHash("sha256").update(id).digest().readUInt32BE();
}

function patternOf({ only }: { readonly only: readonly string[] }): string {
  const [pattern, ...more] = only;
  if (pattern === undefined || more.length > 0)
    throw new Error(`One pattern of operations is expected: ${only.join()}`);
  return pattern;
}

async function carryOut({ tool, operations, fault, run }: Job, document: string): Promise<void> {
  const name = tool.name.replace(" ", "-");
  const folder = join(work, name, `${fault ?? `correct-${operations.replaceAll(/[^a-z]/giu, "")}`}-${run}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await using testee = await startTestee(fault);
  const installed = join(repository, ".parlance/bench", name);
  const usual = fault === undefined ? undefined : results.usual(tool.name, operations);
  const isNew = (failure: string) => usual?.has(failure) === false;
  const said = await tool.test({ testee, document, folder, cpuSeconds, installed, isNew });
  results.add({ tool: tool.name, operations, ...(fault !== undefined && { fault }), run, ...said });
  const found = fault === undefined ? said.failures.length : results.found(tool.name, fault)?.length;
  console.log(
    `${(fault ?? `correct ${operations}`).padEnd(40)}${tool.name.padEnd(15)}${String(found).padStart(4)}${String(said.cases).padStart(7)} cases${said.cpuSeconds.toFixed(1).padStart(7)} s of CPU${said.seconds.toFixed(0).padStart(5)} s`,
  );
}
