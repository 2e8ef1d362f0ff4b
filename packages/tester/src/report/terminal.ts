import { wasTaken } from "../covered/operation-counts.js";
import { sharesLine } from "../covered/shares.js";
import type { Finding } from "../run/finding.js";
import type { Run } from "../run/run.js";
import { happenedLines, originText, repeatLines, sentText } from "./evidence.js";
import { gapsOf } from "./not-covered.js";

/** A run as people read it. What was not covered in the single keywords and schemas stands in the other reports. */
export function terminalReport(run: Run): string {
  const findings = run.findings.flatMap((finding, index) => findingLines(finding, index + 1, run));
  const flaky = run.flaky.map(({ subject, message }) => `  came once, and not again: ${subject}: ${message}`);
  const seen = sharesLine(run.coverage.shares);
  const covered = seen === "" ? [] : ["", `Seen of the contract: ${seen}`];
  return [...findings, ...flaky, ...notCovered(run), ...covered, "", summary(run), ""].map(withoutControls).join("\n");
}

/** What a server says must not steer the terminal: control characters of C0 and C1 (ECMA-48) become U+FFFD. */
function withoutControls(line: string): string {
  return line.replaceAll(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/gu, "\uFFFD");
}

/** A finding: what is wrong, where it is declared, how it was seen and how to see it again. */
export function findingLines(
  finding: Finding,
  number: number,
  { url, seed }: Pick<Run, "url" | "seed">,
): readonly string[] {
  const { place } = finding;
  const origin = originText(finding, seed);
  const happened = happenedLines(finding);
  return [
    `${number}. ${finding.subject}: ${finding.message}`,
    `   ${finding.title} [${finding.check}; ${finding.source}]`,
    `   sent: ${sentText(finding)}${origin === "" ? "" : ` (${origin})`}; declared at ${place.file}:${place.line}`,
    ...(happened.length === 0 ? [] : ["   in this sequence:", ...happened.map((each) => `     ${each}`)]),
    ...repeatLines(finding, url).map((each) => `   ${each}`),
    "",
  ];
}

function notCovered(run: Run): readonly string[] {
  const { coverage, notes } = run;
  const kinds = new Set(["operation", "credential", "message", "webhook"]);
  const gaps = gapsOf(run).filter(({ kind, text }) => kinds.has(kind) && !text.startsWith("never "));
  const never = [
    {
      what: "answered with success",
      all: coverage.operations.filter((each) => each.requests > 0 && !wasTaken(each)).map((each) => each.operation),
    },
    {
      what: "called as a webhook",
      all: coverage.webhooks.filter((each) => each.deliveries === 0).map((each) => each.webhook),
    },
    {
      what: "received as a message",
      all: coverage.channels.flatMap(({ channel, messages }) =>
        messages.filter(({ received }) => received === 0).map(({ message }) => `${channel} ${message}`),
      ),
    },
  ].filter(({ all }) => all.length > 0);
  const lines = [
    ...notes.map((note) => `  ${note}`),
    ...gaps.map(({ subject, text }) => `  ${subject}: ${text}`),
    ...never.map(({ what, all }) => `  never ${what}: ${all.join(", ")}`),
  ];
  return lines.length === 0 ? [] : ["Not covered:", ...lines];
}

function summary({ verdict, reason, findings, coverage, requests, elapsedMs, seed }: Run): string {
  const { operations, channels } = coverage;
  const called = operations.filter((each) => each.requests > 0).length;
  const heard = channels.filter(({ messages }) => messages.some(({ received = 0 }) => received > 0)).length;
  const to = operations.length > 0 ? ` to ${called} of ${operations.length} operations` : "";
  const seen = [
    ...(requests > 0 || channels.length === 0 ? [`${requests} requests${to}`] : []),
    ...(channels.length > 0 ? [`messages of ${heard} of ${channels.length} channels`] : []),
  ];
  const numbers = `${seen.join(", ")} in ${(elapsedMs / 1000).toFixed(1)} s, seed ${seed}`;
  if (verdict === "invalid") return `INVALID RUN: ${reason} (${numbers})`;
  return verdict === "failed"
    ? `FAILED: ${findings.length} ${findings.length === 1 ? "finding" : "findings"} (${numbers})`
    : `PASSED: no finding (${numbers})`;
}
