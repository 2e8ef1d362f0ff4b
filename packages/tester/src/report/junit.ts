import { type OperationCoverage, wasTaken } from "../covered/operation-counts.js";
import type { Run } from "../run/run.js";
import { escapeMarkup } from "./escape.js";
import { gapsOf } from "./not-covered.js";

interface TestCase {
  readonly group: "operations" | "channels" | "webhooks" | "run";
  readonly name: string;
  /** Nothing of it was tested that could have failed. */
  readonly isOpen: boolean;
}

/**
 * A run in the XML of JUnit: a test case for each operation, channel and webhook, its findings as failures. What was not called,
 * never answered with success or never observed is skipped, for none of that has passed.
 */
export function junitReport(run: Run): string {
  const { findings, verdict, reason, elapsedMs } = run;
  const cases = casesOf(run);
  const failing = new Set(findings.map(({ subject }) => subject));
  const lines = cases.map((each) => caseLine(each, run));
  const invalid =
    verdict === "invalid"
      ? [`    <testcase classname="run" name="run"><error message="${escapeMarkup(reason ?? "")}"/></testcase>`]
      : [];
  const skipped = cases.filter(({ isOpen, name }) => isOpen && !failing.has(name)).length;
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

function casesOf({ coverage, findings }: Run): readonly TestCase[] {
  const known: readonly TestCase[] = [
    ...coverage.operations.map((each): TestCase => ({
      group: "operations",
      name: each.operation,
      isOpen: isOpen(each),
    })),
    ...coverage.channels.map(({ channel: name, messages, held }): TestCase => {
      const isSilent = held === 0 && messages.every(({ sent = 0, received = 0 }) => sent + received === 0);
      return { group: "channels", name, isOpen: isSilent };
    }),
    ...coverage.webhooks.map(({ webhook: name, deliveries }): TestCase => ({
      group: "webhooks",
      name,
      isOpen: deliveries === 0,
    })),
  ];
  const others = new Set(
    findings.map(({ subject }) => subject).filter((each) => !known.some(({ name }) => name === each)),
  );
  return [...known, ...[...others].map((name): TestCase => ({ group: "run", name, isOpen: false }))];
}

function isOpen(operation: OperationCoverage): boolean {
  return operation.requests === 0 || !wasTaken(operation);
}

function caseLine({ group, name, isOpen: isNotCovered }: TestCase, run: Run): string {
  const failures = run.findings
    .filter(({ subject }) => subject === name)
    .map(({ check, message }) => `<failure type="${escapeMarkup(check)}" message="${escapeMarkup(message)}"/>`);
  const why = gapsOf(run).filter(({ subject, kind }) => subject === name && kind !== "answer" && kind !== "parameter");
  const message = why.map(({ text }) => text).join("; ");
  const skipped = isNotCovered && failures.length === 0 ? [`<skipped message="${escapeMarkup(message)}"/>`] : [];
  return `    <testcase classname="${group}" name="${escapeMarkup(name)}">${[...failures, ...skipped].join("")}</testcase>`;
}
