import { expect, test } from "vitest";

import { goOutput, readGoReport, readPytestReport } from "./read-foreign-report.ts";

test("pytest's report counts passed, failed, broken and skipped tests", () => {
  const xml = `<?xml version="1.0"?><testsuites><testsuite tests="4">
    <testcase classname="tests.a" name="one" time="0.1" />
    <testcase classname="tests.a" name="two"><failure message="no">assert 1 == 2 &lt;/failure</failure></testcase>
    <testcase classname="tests.a" name="three"><error message="broken">fixture</error></testcase>
    <testcase classname="tests.b" name="four"><skipped message="no Go" /></testcase>
  </testsuite></testsuites>`;
  expect(readPytestReport(xml)).toEqual({
    passed: 1,
    failed: ["tests.a two", "tests.a three"],
    skipped: ["tests.b four"],
  });
});

test("an empty report of pytest counts nothing", () => {
  expect(readPytestReport("")).toEqual({ passed: 0, failed: [], skipped: [] });
});

const event = (Action: string, Package: string, Test?: string): string => JSON.stringify({ Action, Package, Test });

test("Go's events count tests and subtests, and a package not beside its own tests", () => {
  const lines = [
    "go: downloading something",
    event("run", "p", "TestA"),
    event("pass", "p", "TestA/sub"),
    event("pass", "p", "TestA"),
    event("fail", "p", "TestB"),
    event("skip", "p", "TestC"),
    event("fail", "p"),
    event("pass", "q"),
    event("skip", "empty"),
  ];
  expect(readGoReport(lines.join("\n"))).toEqual({ passed: 2, failed: ["p TestB"], skipped: ["p TestC"] });
});

test("a Go package that does not build is a failure", () => {
  expect(readGoReport([event("build-fail", "p"), event("fail", "p")].join("\n"))).toEqual({
    passed: 0,
    failed: ["p (package)"],
    skipped: [],
  });
});

test("Go's events are shown as text", () => {
  const lines = [{ Action: "output", Output: "--- FAIL: TestA\n" }, { Action: "fail" }].map((each) =>
    JSON.stringify(each),
  );
  expect(goOutput(lines.join("\n"))).toBe("--- FAIL: TestA");
});
