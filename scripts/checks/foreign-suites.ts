import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";

import { root } from "../lib/root.ts";
import { run } from "../lib/run.ts";
import { type Workspace, workspaces } from "../lib/workspaces.ts";
import { type ForeignSuite, foreignSuite } from "./foreign-suite.ts";
import type { Counted } from "./read-foreign-report.ts";
import { sum, type Tally } from "./tally.ts";

/**
 * Runs the suites of the languages that bring their own test program, one after the other. `strict` is for CI: a skipped test
 * is a failure there. A suite whose program is missing stands aside; that it is missing is told by `prerequisites`.
 */
export async function foreignSuites({
  strict,
  missing,
}: {
  readonly strict: boolean;
  readonly missing: ReadonlySet<string>;
}): Promise<Tally> {
  const tallies: Tally[] = [];
  for (const workspace of workspaces()) {
    const suite = foreignSuite(workspace);
    if (suite !== undefined && workspace.manifest.scripts?.["test"] !== undefined && !missing.has(suite.needs))
      tallies.push(await perform(workspace, suite, strict));
  }
  return sum(tallies);
}

async function perform({ folder }: Workspace, suite: ForeignSuite, strict: boolean): Promise<Tally> {
  const started = performance.now();
  const files = mkdtempSync(join(tmpdir(), "parlance-foreign-"));
  try {
    const file = join(files, "report.xml");
    const [command, ...args] = suite.command({ report: file, strict });
    const { code, output } = await run(command, args, { cwd: join(root, folder), quiet: true });
    const counted = suite.read({ output, report: existsSync(file) ? readFileSync(file, "utf8") : "" });
    const problems = problemsOf(counted, code, strict);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`${problems.length === 0 ? "ok  " : "FAIL"} ${folder} (${seconds} s) ${counted.passed} tests`);
    if (problems.length > 0) console.log([...problems, suite.show?.(output) ?? output].join("\n"));
    return { passed: counted.passed, failed: problems.length };
  } finally {
    rmSync(files, { recursive: true, force: true });
  }
}

function problemsOf({ passed, failed, skipped }: Counted, code: number, strict: boolean): readonly string[] {
  const found = [...failed, ...(strict ? skipped.map((name) => `skipped: ${name}`) : [])];
  if (found.length === 0 && code !== 0) return [`the tests ended with exit code ${code} although none failed`];
  return found.length === 0 && passed === 0 ? ["no test ran"] : found;
}
