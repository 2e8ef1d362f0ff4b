import type { Finding } from "../run/finding.js";
import type { Run } from "../run/run.js";
import { escapeMarkup } from "./escape.js";
import { happenedLines, repeatLines, sentText } from "./evidence.js";
import { type Subject, subjectsOf } from "./subjects.js";

/**
 * A run in the XML of JUnit: a test case for each operation, channel and webhook, its findings as failures. What was not called,
 * never answered with success or never observed is skipped, for none of that has passed.
 */
export function junitReport(run: Run): string {
  const { findings, verdict, reason, elapsedMs } = run;
  const subjects = subjectsOf(run);
  const failing = new Set(findings.map(({ subject }) => subject));
  const others = [...failing].filter((each) => !subjects.some(({ name }) => name === each));
  const lines = [
    ...subjects.map((each) => caseLine(each, run)),
    ...others.map((name) => caseLine({ group: "run", name }, run)),
  ];
  const invalid =
    verdict === "invalid"
      ? [`    <testcase classname="run" name="run"><error message="${escapeMarkup(reason ?? "")}"/></testcase>`]
      : [];
  const skipped = subjects.filter(({ open, name }) => open !== undefined && !failing.has(name)).length;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    "<testsuites>",
    `  <testsuite name="parlance test" tests="${lines.length + invalid.length}" failures="${failing.size}" errors="${invalid.length}" skipped="${skipped}" time="${elapsedMs / 1000}">`,
    ...lines,
    ...invalid,
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}

function caseLine(
  { group, name, open }: Omit<Subject, "group"> & { readonly group: string },
  { findings, url }: Run,
): string {
  const failures = findings.filter(({ subject }) => subject === name).map((finding) => failureLine(finding, url));
  const skipped = open !== undefined && failures.length === 0 ? [`<skipped message="${escapeMarkup(open)}"/>`] : [];
  return `    <testcase classname="${group}" name="${escapeMarkup(name)}">${[...failures, ...skipped].join("")}</testcase>`;
}

/** A finding, with what a reader of a build's log needs to see it again. */
function failureLine(finding: Finding, url: string): string {
  const { check, message, title, place } = finding;
  const lines = [
    `${title}; declared at ${place.file}:${place.line}`,
    `sent: ${sentText(finding)}`,
    ...happenedLines(finding),
    ...repeatLines(finding, url),
  ];
  return `<failure type="${escapeMarkup(check)}" message="${escapeMarkup(message)}">${escapeMarkup(lines.join("\n"))}</failure>`;
}
