import type { OperationCoverage } from "../covered/operation-counts.js";
import type { Exchange } from "../run/exchange.js";
import type { Finding } from "../run/finding.js";
import type { Run } from "../run/run.js";
import { curlLine } from "./curl.js";
import { escapeMarkup } from "./escape.js";
import { answerText, happenedLines, repeatLines, sentText } from "./evidence.js";

const style = `
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; color: #1c2024; background: #fff }
h1 { font-size: 1.4rem } h2 { font-size: 1.1rem; margin-top: 2rem }
.passed { color: #18794e } .failed { color: #cd2b31 } .invalid { color: #ad5700 }
table { border-collapse: collapse; width: 100% } th, td { text-align: left; padding: .25rem .6rem; border-bottom: 1px solid #e2e6ea; vertical-align: top }
details { border: 1px solid #e2e6ea; border-radius: 6px; margin: .5rem 0; padding: .5rem .8rem }
summary { cursor: pointer } pre { white-space: pre-wrap; overflow-wrap: anywhere; background: #f6f8fa; padding: .6rem; border-radius: 4px }
.unseen { color: #80838d } code { font-size: .9em }
@media (prefers-color-scheme: dark) { body { color: #edeef0; background: #18191b } pre { background: #212225 } details, th, td { border-color: #363a3f } }
`;

/** A run as one page that needs nothing else: its findings with what was sent and answered, and what was seen of each operation. */
export function htmlReport(run: Run): string {
  const { verdict, findings, flaky, coverage } = run;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeMarkup(`${verdict}: ${run.url}`)}</title>
<style>${style}</style>
<h1><span class="${verdict}">${verdict.toUpperCase()}</span> ${escapeMarkup(run.url)}</h1>
<p>${escapeMarkup(summary(run))}</p>
<h2>Findings</h2>
${findings.length === 0 ? "<p>None.</p>" : findings.map((each) => findingHtml(each, run.url)).join("\n")}
${flaky.length === 0 ? "" : `<h2>Seen once, and not again</h2>\n${flaky.map((each) => findingHtml(each, run.url)).join("\n")}`}
<h2>Operations</h2>
<table>
<tr><th>Operation<th>Requests<th>Answered<th>Never answered<th>Not covered
${coverage.operations.map(coverageRow).join("\n")}
</table>
</html>
`;
}

function summary({ reason, findings, coverage, requests, elapsedMs, seed }: Run): string {
  const called = coverage.operations.filter((each) => each.requests > 0).length;
  const numbers = `${findings.length} findings; ${requests} requests to ${called} of ${coverage.operations.length} operations in ${(elapsedMs / 1000).toFixed(1)} s; seed ${seed}.`;
  return reason === undefined ? numbers : `Nothing can be said: ${reason}. ${numbers}`;
}

function findingHtml(finding: Finding, url: string): string {
  const { subject, message, check, title, source, place } = finding;
  const text = (value: string) => escapeMarkup(value);
  return `<details>
<summary><strong>${text(subject)}</strong>: ${text(message)}</summary>
<p>${text(title)} (<code>${text(check)}</code>; ${text(source)}).<br>
Sent: ${text(sentText(finding))}. Declared at <code>${text(`${place.file}:${place.line}`)}</code>.</p>
${evidenceHtml(finding, url)}
</details>`;
}

function evidenceHtml(finding: Finding, url: string): string {
  if (finding.kind === "rest")
    return (finding.exchanges ?? [finding.exchange]).map((each) => exchangeHtml(each, url)).join("\n");
  return [happenedLines(finding), repeatLines(finding, url)]
    .map((lines) => `<pre>${escapeMarkup(lines.join("\n"))}</pre>`)
    .join("\n");
}

function exchangeHtml({ request, outcome }: Exchange, url: string): string {
  return `<pre>${escapeMarkup(curlLine(request, url))}</pre>
<pre>${escapeMarkup(answerText(outcome))}</pre>`;
}

function coverageRow({ operation, requests, answers, unseen, notes }: OperationCoverage): string {
  const answered = answers.map(({ status, count }) => `${status} × ${count}`);
  return `<tr><td>${escapeMarkup(operation)}<td>${requests}<td>${answered.join(", ")}<td class="unseen">${escapeMarkup(unseen.map(({ status }) => status).join(", "))}<td class="unseen">${escapeMarkup(notes.join("; "))}`;
}
