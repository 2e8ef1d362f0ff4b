import { describeIntent } from "../plan/case.js";
import type { Exchange } from "../run/exchange.js";
import type { Finding, RestFinding, StoryFinding } from "../run/finding.js";
import type { Run } from "../run/run.js";
import { curlLine, withoutSecrets } from "./curl.js";
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
  const { request } = exchange;
  return {
    ...finding,
    sent: describeIntent(exchange.case),
    case: exchange.case,
    curl: curlLine(request, url),
    ...(exchanges !== undefined && { trace: exchanges.map((each) => traceJson(each, url)) }),
    answer: answerJson(exchange),
  };
}

function traceJson(exchange: Exchange, url: string): object {
  return { curl: curlLine(exchange.request, url), answer: answerJson(exchange) };
}

/** What a server says again of a request may be its credential. */
function answerJson({ request, outcome }: Exchange): object {
  if (outcome.kind === "none") return outcome;
  const { status, elapsedMs, body } = outcome;
  const text = withoutSecrets(new TextDecoder().decode(body.slice(0, toldBytes)), request);
  const headers = outcome.headers.map(([name, value]) => [name, withoutSecrets(value, request)]);
  return { status, elapsedMs, headers, body: text, bodyBytes: body.byteLength };
}
