import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { root } from "../lib/root.ts";
import { run } from "../lib/run.ts";
import { workspaces } from "../lib/workspaces.ts";
import { foreignSuite } from "./foreign-suite.ts";
import { foreignSuites } from "./foreign-suites.ts";
import { prerequisites } from "./prerequisites.ts";
import { readReport, type VitestReport } from "./read-report.ts";
import { sum, type Tally } from "./tally.ts";

/**
 * Runs every test suite of the repository: TypeScript's in one vitest run, then those of other languages. In CI (`CI=true`) a missing prerequisite and a skipped
 * test are failures; elsewhere the suites concerned stand aside, and the reason is printed.
 */
export async function suites(): Promise<Tally> {
  const strict = Boolean(process.env["CI"]);
  const parts = prerequisites();
  const missing = parts.filter((part) => part.path === undefined);
  for (const part of missing) console.log(`${strict ? "FAIL" : "note"} no ${part.name}: ${part.remedy}`);

  const env = Object.fromEntries(
    parts.flatMap((part) => (part.variable && part.path ? [[part.variable, part.path]] : [])),
  );
  const { report, exitCode } = await runVitest(env);
  const folders = workspaces().filter(
    (workspace) => workspace.manifest.scripts?.["test"] !== undefined && foreignSuite(workspace) === undefined,
  );
  const verdict = readReport({
    ...(report ? { report } : {}),
    exitCode,
    strict,
    folders: [...folders.map((workspace) => join(root, workspace.folder)), join(root, "scripts")],
  });
  for (const problem of verdict.problems) console.log(`FAIL ${problem}`);
  if (verdict.skipped > 0) console.log(`note ${verdict.skipped} tests stood aside`);
  const foreign = await foreignSuites({ strict, missing: new Set(missing.map(({ name }) => name)) });
  return sum([verdict, foreign, { passed: 0, failed: strict ? missing.length : 0 }]);
}

async function runVitest(env: Record<string, string>): Promise<{ report?: VitestReport; exitCode: number }> {
  const folder = mkdtempSync(join(tmpdir(), "parlance-suites-"));
  const file = join(folder, "report.json");
  try {
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
    const { code } = await run("vitest", ["run", "--config", "scripts/projects.vitest.ts", ...reporters], { env });
    return { report: JSON.parse(readFileSync(file, "utf8")) as VitestReport, exitCode: code };
  } catch (error) {
    console.log(`vitest left no readable report: ${String(error)}`);
    return { exitCode: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
