import type { Tally } from "./tally.ts";

/** The members of vitest's JSON report that count. */
export interface VitestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message?: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

/** What is known about a run of the suites. Paths are absolute. */
export interface SuitesRun {
  /** Left out when vitest ended without writing one. */
  readonly report?: VitestReport;
  readonly exitCode: number;
  /** Folders that must have run at least one test. */
  readonly folders: readonly string[];
  /** A skipped test is a failure (in CI, where everything is installed). */
  readonly strict: boolean;
}

/** The verdict on a run: `problems` says in words what failed beside ordinary tests. */
export interface SuitesVerdict extends Tally {
  readonly skipped: number;
  readonly problems: readonly string[];
}

/**
 * Counts a run so that nothing is swallowed: a file that crashed before its tests, a folder in which no test ran, an
 * error outside of any test and, when strict, a skipped test are failures of their own.
 */
export function readReport({ report, exitCode, folders, strict }: SuitesRun): SuitesVerdict {
  if (!report) {
    return { passed: 0, failed: 1, skipped: 0, problems: [`vitest ended with exit code ${exitCode} and no report`] };
  }
  const tests = report.testResults.flatMap((file) => file.assertionResults);
  const passed = tests.filter((test) => test.status === "passed").length;
  const failed = tests.filter((test) => test.status === "failed").length;
  const skipped = tests.filter((test) => !isRun(test));
  const problems = [
    ...crashedFiles(report),
    ...emptyFolders(report, folders),
    ...(strict ? skipped.map((test) => `skipped: ${test.fullName}`) : []),
  ];
  if (exitCode !== 0 && failed === 0 && problems.length === 0) {
    problems.push(`vitest ended with exit code ${exitCode} although no test failed: an error outside of any test`);
  }
  return { passed, failed: failed + problems.length, skipped: skipped.length, problems };
}

function crashedFiles(report: VitestReport): string[] {
  return report.testResults
    .filter((file) => file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"))
    .map((file) => `crashed: ${file.name}: ${file.message ?? "no message"}`);
}

function emptyFolders(report: VitestReport, folders: readonly string[]): string[] {
  return folders
    .filter((folder) => {
      const files = report.testResults.filter((file) => file.name.startsWith(`${folder}/`));
      return !files.some((file) => file.assertionResults.some(isRun));
    })
    .map((folder) => `no test ran in ${folder}`);
}

function isRun(test: { readonly status: string }): boolean {
  return test.status === "passed" || test.status === "failed";
}
