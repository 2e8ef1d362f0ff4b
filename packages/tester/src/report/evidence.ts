import { describeIntent } from "../plan/case.js";
import type { ScenarioStep } from "../plan/scenario.js";
import type { Exchange } from "../run/exchange.js";
import type { Finding } from "../run/finding.js";
import type { Entry } from "../run/story.js";
import { curlLine, targetOf, withoutSecrets } from "./curl.js";

/** How much of a body is shown. */
const shownBytes = 4096;
/** How much of a frame is shown in one line. */
const shownFrame = 400;

/** What was sent to see a finding, in a few words. */
export function sentText(finding: Finding): string {
  return finding.kind === "rest"
    ? describeIntent(finding.exchange.case)
    : `a scenario of ${finding.scenario.steps.length} steps about ${finding.scenario.kind}`;
}

/** How the values of a finding came about: which draw of which seed; empty where it does not come from one. */
export function originText(finding: Finding, seed: number): string {
  const n = finding.kind === "rest" ? finding.exchange.case.n : undefined;
  return n === undefined ? "" : `values of request ${n} of seed ${seed}`;
}

/** Lines that see a finding again: one for a shell, or the steps of the scenario. Without credentials. */
export function repeatLines(finding: Finding, url: string): readonly string[] {
  return finding.kind === "rest"
    ? [curlLine(finding.exchange.request, url)]
    : finding.scenario.steps.map((step) => stepLine(step));
}

/** What happened, one line each: the requests of a sequence, or the entries of a story. Empty where one request shows it. */
export function happenedLines(finding: Finding): readonly string[] {
  return finding.kind === "rest"
    ? (finding.exchanges ?? []).map(exchangeLine)
    : finding.story.entries.map((entry, index) => `${index === finding.entry ? ">" : " "} ${entryLine(entry)}`);
}

/** An answer as text: status, headers and the beginning of the body, without the request's credentials if they are said again. */
export function answerText({ request, outcome }: Exchange): string {
  if (outcome.kind === "none") return outcome.message;
  const body = new TextDecoder().decode(outcome.body.slice(0, shownBytes));
  const headers = outcome.headers.map(([name, value]) => `${name}: ${value}`);
  return withoutSecrets([`${outcome.status} (${outcome.elapsedMs} ms)`, ...headers, "", body].join("\n"), request);
}

function stepLine({ do: what, ...rest }: ScenarioStep): string {
  return `${what} ${JSON.stringify(rest)}`;
}

function exchangeLine({ request, outcome }: Exchange): string {
  return `${request.method} ${targetOf(request)} ${outcome.kind === "answer" ? outcome.status : outcome.reason}`;
}

function entryLine(entry: Entry): string {
  const { who, what } = entryParts(entry);
  return `${String(Math.round(entry.atMs)).padStart(6)} ms ${[who, entry.kind, what].filter((each) => each !== "").join(" ")}`;
}

/** Who did something in a story, and what it was beside its kind. */
export function entryParts(entry: Entry): { readonly who: string; readonly what: string } {
  if (entry.kind === "called") return { who: entry.name, what: exchangeLine(entry.exchange) };
  if (entry.kind === "hooked") {
    const body = new TextDecoder().decode(entry.body.slice(0, shownFrame));
    return { who: entry.by, what: `${entry.method} ${entry.target} ${body}; answered ${entry.answered.answer}` };
  }
  const { kind: _kind, atMs: _atMs, step: _step, ...rest } = entry;
  const { by = "", ...told } = { by: undefined, ...rest };
  return { who: by, what: JSON.stringify(told).slice(0, shownFrame) };
}
