import { describe, expect, test } from "vitest";

import { readReport, type SuitesRun, type VitestReport } from "./read-report.ts";

type File = VitestReport["testResults"][number];

function file(name: string, statuses: readonly string[], more: Partial<File> = {}): File {
  const assertionResults = statuses.map((status, index) => ({ status, fullName: `test ${index}` }));
  const status = statuses.includes("failed") ? "failed" : "passed";
  return { name, status, assertionResults, ...more };
}

function verdict(files: readonly File[], more: Partial<SuitesRun> = {}) {
  return readReport({ report: { testResults: files }, exitCode: 0, folders: [], strict: false, ...more });
}

describe("readReport", () => {
  test("counts the tests of all files", () => {
    const files = [file("/r/a/x.test.ts", ["passed", "passed"]), file("/r/b/y.test.ts", ["passed", "failed"])];
    expect(verdict(files, { exitCode: 1 })).toEqual({ passed: 3, failed: 1, skipped: 0, problems: [] });
  });

  test("a file that crashed before its tests is a failure", () => {
    const files = [file("/r/a/x.test.ts", [], { status: "failed", message: "Cannot find module" })];
    expect(verdict(files, { exitCode: 1 })).toMatchObject({
      failed: 1,
      problems: ["crashed: /r/a/x.test.ts: Cannot find module"],
    });
  });

  test("a file that crashed after some passing tests is a failure", () => {
    const files = [file("/r/a/x.test.ts", ["passed"], { status: "failed", message: "afterAll" })];
    expect(verdict(files, { exitCode: 1 })).toMatchObject({ passed: 1, failed: 1 });
  });

  test("a folder in which no test ran is a failure", () => {
    const files = [file("/r/ab/x.test.ts", ["passed"]), file("/r/c/x.test.ts", ["skipped"])];
    expect(verdict(files, { folders: ["/r/a", "/r/ab", "/r/c"] }).problems).toEqual([
      "no test ran in /r/a",
      "no test ran in /r/c",
    ]);
  });

  test("an error outside of any test is a failure", () => {
    expect(verdict([file("/r/a/x.test.ts", ["passed"])], { exitCode: 1 })).toMatchObject({ passed: 1, failed: 1 });
  });

  test("no report at all is a failure", () => {
    expect(readReport({ exitCode: 139, folders: [], strict: false })).toMatchObject({ passed: 0, failed: 1 });
  });

  test("a skipped test fails a strict run and only a strict run", () => {
    const files = [file("/r/a/x.test.ts", ["passed", "skipped"])];
    expect(verdict(files)).toMatchObject({ failed: 0, skipped: 1 });
    expect(verdict(files, { strict: true })).toMatchObject({ failed: 1, problems: ["skipped: test 1"] });
  });
});
