import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parseArgs } from "node:util";
import { reports } from "@parlance/tester";
import { platformContract } from "./hunt.ts";
import { everyday, letLoose } from "./let-loose.ts";
import { startMutantServer } from "./mutant-server.ts";

// Tests the platform as it is and writes the page of the run; with --all everything, which takes minutes. Exit code 1: it has findings
// or nothing can be said.
const { values } = parseArgs({
  options: { all: { type: "boolean" }, html: { type: "string", default: ".parlance/report.html" } },
});
const file = resolve(values.html);
const server = await startMutantServer();
try {
  const run = await letLoose(server, {
    contract: await platformContract(),
    ...(values.all !== true && { only: everyday }),
    onProgress: ({ round, requests, findings }) =>
      console.log(`round ${round + 1}: ${requests} requests, ${findings} findings`),
  });
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, reports.html(run));
  const { length } = run.findings;
  console.log(`${run.verdict}: ${length} findings, ${run.requests} requests, ${(run.elapsedMs / 1000).toFixed(1)} s`);
  if (run.reason !== undefined) console.log(run.reason);
  for (const { subject, check, message } of run.findings) console.log(`  ${subject} ${check}: ${message}`);
  console.log(`The report: ${file}`);
  process.exitCode = run.verdict === "passed" ? 0 : 1;
} finally {
  await server.close();
}
