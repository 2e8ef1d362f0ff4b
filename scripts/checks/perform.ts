import { performance } from "node:perf_hooks";

import { run } from "../lib/run.ts";
import type { Check } from "./table.ts";
import type { Tally } from "./tally.ts";

/** Runs the checks in order, one line each; the output of a failed one is shown in full. Each counts as one. */
export async function perform(checks: readonly Check[]): Promise<Tally> {
  let failed = 0;
  for (const check of checks) {
    const started = performance.now();
    const problem = await firstProblem(check);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`${problem === undefined ? "ok  " : "FAIL"} ${check.name} (${seconds} s) ${check.about}`);
    if (problem !== undefined) {
      failed += 1;
      console.log(problem);
    }
  }
  return { passed: checks.length - failed, failed };
}

async function firstProblem(check: Check): Promise<string | undefined> {
  for (const [command, ...args] of check.commands) {
    const { code, output } = await run(command, args, { quiet: true });
    if (code !== 0) return `${output}\`${command} ${args.join(" ")}\` ended with exit code ${code}`;
  }
  return undefined;
}
