import type { Run } from "../run/run.js";
import { escapeMarkup } from "./escape.js";

/** A run in the XML of JUnit: a test case for each operation, its findings as failures; what was not called is skipped. */
export function junitReport({ coverage, findings, verdict, reason, elapsedMs }: Run): string {
  const cases = coverage.operations.map(({ operation, requests, notes }) => {
    const failures = findings
      .filter((each) => each.subject === operation)
      .map(({ check, message }) => `<failure type="${escapeMarkup(check)}" message="${escapeMarkup(message)}"/>`);
    const skipped = requests === 0 ? [`<skipped message="${escapeMarkup(notes.join("; "))}"/>`] : [];
    return `    <testcase classname="contract" name="${escapeMarkup(operation)}">${[...failures, ...skipped].join("")}</testcase>`;
  });
  const invalid =
    verdict === "invalid"
      ? [`    <testcase classname="contract" name="run"><error message="${escapeMarkup(reason ?? "")}"/></testcase>`]
      : [];
  const skips = coverage.operations.filter(({ requests }) => requests === 0).length;
  const failed = new Set(findings.map(({ subject }) => subject)).size;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    "<testsuites>",
    `  <testsuite name="parlance test" tests="${cases.length + invalid.length}" failures="${failed}" errors="${invalid.length}" skipped="${skips}" time="${elapsedMs / 1000}">`,
    ...cases,
    ...invalid,
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}
