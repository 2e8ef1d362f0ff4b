import { describeIntent } from "../plan/case.js";
import type { Exchange } from "../run/exchange.js";
import type { Finding, RestFinding, StoryFinding } from "../run/finding.js";
import type { Run } from "../run/run.js";
import { curlLine } from "./curl.js";
import { happenedLines } from "./evidence.js";

/** A run as one JSON document. Credentials are not in it. */
export function jsonReport(run: Run): string {
  const { findings, flaky, ...rest } = run;
  const shown = (each: readonly Finding[]) => each.map((finding) => findingJson(finding, run.url));
  return `${JSON.stringify({ ...rest, findings: shown(findings), flaky: shown(flaky) }, undefined, 2)}\n`;
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
  const body = new TextDecoder().decode(outcome.body.slice(0, 4096));
  return { status: outcome.status, headers: outcome.headers, body };
}
