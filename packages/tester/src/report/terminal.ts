import { wasTaken } from "../covered/operation-counts.js";
import type { Finding } from "../run/finding.js";
import type { Run } from "../run/run.js";
import { happenedLines, repeatLines, sentText } from "./evidence.js";

/** A run as people read it. */
export function terminalReport(run: Run): string {
  const findings = run.findings.flatMap((finding, index) => findingLines(finding, index + 1, run.url));
  const flaky = run.flaky.map(({ subject, message }) => `  came once, and not again: ${subject}: ${message}`);
  return [...findings, ...flaky, ...notCovered(run), "", summary(run), ""].join("\n");
}

function findingLines(finding: Finding, number: number, url: string): readonly string[] {
  const { place } = finding;
  const happened = happenedLines(finding);
  return [
    `${number}. ${finding.subject}: ${finding.message}`,
    `   ${finding.title} [${finding.check}; ${finding.source}]`,
    `   sent: ${sentText(finding)}; declared at ${place.file}:${place.line}`,
    ...(happened.length === 0 ? [] : ["   in this sequence:", ...happened.map((each) => `     ${each}`)]),
    ...repeatLines(finding, url).map((each) => `   ${each}`),
    "",
  ];
}

function notCovered({ coverage }: Run): readonly string[] {
  const notes = coverage.operations.flatMap(({ operation, notes: of }) => of.map((note) => `  ${operation} ${note}`));
  const never = coverage.operations.filter((each) => !wasTaken(each));
  const unseen =
    never.length === 0 ? [] : [`  never answered with success: ${never.map(({ operation }) => operation).join(", ")}`];
  return notes.length + unseen.length === 0 ? [] : ["Not covered:", ...notes, ...unseen];
}

function summary({ verdict, reason, findings, coverage, requests, elapsedMs, seed }: Run): string {
  const called = coverage.operations.filter((each) => each.requests > 0).length;
  const numbers = `${requests} requests to ${called} of ${coverage.operations.length} operations in ${(elapsedMs / 1000).toFixed(1)} s, seed ${seed}`;
  if (verdict === "invalid") return `INVALID RUN: ${reason} (${numbers})`;
  return verdict === "failed"
    ? `FAILED: ${findings.length} ${findings.length === 1 ? "finding" : "findings"} (${numbers})`
    : `PASSED: no finding (${numbers})`;
}
