import { describeIntent } from "../plan/case.js";
import type { Exchange } from "../run/exchange.js";
import type { Finding, RestFinding, StoryFinding } from "../run/finding.js";
import type { Run } from "../run/run.js";
import { curlLine } from "./curl.js";
import { happenedLines } from "./evidence.js";
import { gapsOf } from "./not-covered.js";

/** How much of a body is told. */
const toldBytes = 4096;

/** A run as one JSON document, whose members docs/testing.md lists. Credentials are not in it. */
export function jsonReport(run: Run): string {
  const { findings, flaky, coverage, ...rest } = run;
  const shown = (each: readonly Finding[]) => each.map((finding) => findingJson(finding, run.url));
  const report = {
    parlanceRun: 1,
    ...rest,
    findings: shown(findings),
    flaky: shown(flaky),
    notCovered: gapsOf(run),
    coverage,
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

function findingJson(finding: Finding, url: string): object {
  return finding.kind === "rest" ? restJson(finding, url) : storyJson(finding);
}

function storyJson({ story, ...finding }: StoryFinding): object {
  return { ...finding, story: happenedLines({ story, ...finding }) };
}

function restJson({ exchange, exchanges, ...finding }: RestFinding, url: string): object {
  const { outcome, request } = exchange;
  return {
    ...finding,
    sent: describeIntent(exchange.case),
    case: exchange.case,
    curl: curlLine(request, url),
    ...(exchanges !== undefined && { trace: exchanges.map((each) => traceJson(each, url)) }),
    answer: answerJson(outcome),
  };
}

function traceJson({ request, outcome }: Exchange, url: string): object {
  return { curl: curlLine(request, url), answer: answerJson(outcome) };
}

function answerJson(outcome: Exchange["outcome"]): object {
  if (outcome.kind === "none") return outcome;
  const { status, headers, elapsedMs, body } = outcome;
  const text = new TextDecoder().decode(body.slice(0, toldBytes));
  return { status, elapsedMs, headers, body: text, bodyBytes: body.byteLength };
}
