import { shareNames } from "../covered/shares.js";
import type { Run } from "../run/run.js";
import { findingCard } from "./html/finding-card.js";
import { type Content, html, Markup } from "./html/markup.js";
import {
  branchesMatrix,
  messagesMatrix,
  operationsMatrix,
  parametersMatrix,
  securityMatrix,
  transitionsMatrix,
  webhooksMatrix,
} from "./html/matrices.js";
import { style } from "./html/style.js";
import { type Gap, gapKinds, gapsOf } from "./not-covered.js";

/** One part of the page; `undefined`: there is nothing to tell. */
interface Section {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly content: Content;
}

/** A run as one page that needs nothing else, not even scripts: verdict, findings with what was sent and answered, and all that was seen. */
export function htmlReport(run: Run): string {
  const sections = sectionsOf(run);
  return html`<!doctype html>
    <html lang="en">
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>${run.verdict}: ${run.url}</title>
      <style>
        ${new Markup(style)}
      </style>
      <header>
        <span class="verdict ${run.verdict}">${run.verdict.toUpperCase()}</span>
        <h1>${run.url}</h1>
        <p>${summary(run)}</p>
        ${shares(run)}
        <nav>${sections.map(({ id, title }) => html`<a href="#${id}">${title}</a>`)}</nav>
      </header>
      ${sections.map(
        ({ id, title, about, content }) => html`<section>
          <h2 id="${id}">${title}</h2>
          <p class="quiet">${about}</p>
          ${content}
        </section> `,
      )}
    </html> `.text;
}

function sectionsOf(run: Run): readonly Section[] {
  const { findings, flaky, coverage } = run;
  const { channels, webhooks, transitions } = coverage;
  const section = (id: string, title: string, about: string, content: Content, isThere = true): readonly Section[] =>
    isThere ? [{ id, title, about, content }] : [];
  return [
    ...section(
      "findings",
      `Findings (${findings.length})`,
      findings.length === 0 ? "None." : "Each was seen three times; credentials are left out.",
      findings.map((each) => findingCard(each, run, "finding")),
    ),
    ...section(
      "flaky",
      `Seen once (${flaky.length})`,
      "What did not come back when it was tried again: no findings.",
      flaky.map((each) => findingCard(each, run, "flaky")),
      flaky.length > 0,
    ),
    ...section(
      "operations",
      "Operations × statuses",
      "How often each status was answered. ○ is declared, and was never answered.",
      operationsMatrix(coverage),
      coverage.operations.length > 0,
    ),
    ...section(
      "security",
      "Security × credentials",
      "What became of each class of credentials. ○ was not tried, – has nothing to try; the reason stands on the sign.",
      securityMatrix(coverage),
      coverage.security.length > 0,
    ),
    ...section(
      "transitions",
      "Transitions",
      "What was done to a resource, and what was done next. Dashed: never.",
      transitionsMatrix(coverage),
      transitions.length > 0,
    ),
    ...section(
      "messages",
      "Messages",
      "What listeners received and the tester sent. Dashed: never.",
      messagesMatrix(channels),
      channels.length > 0,
    ),
    ...section(
      "webhooks",
      "Webhooks",
      "How often each was called, and what the tester's endpoint answered.",
      webhooksMatrix(webhooks),
      webhooks.length > 0,
    ),
    ...section(
      "parameters",
      "Parameters × boundaries",
      "Values as far as a keyword allows, and values that it refuses. * must be there. Dashed: not tried.",
      parametersMatrix(coverage),
      coverage.parameters.length > 0,
    ),
    ...section(
      "branches",
      "Schema branches",
      "Arms of unions, values of enums and optional members that were seen at least once. Dashed: never, so nothing is known of them.",
      branchesMatrix(coverage),
      coverage.branches.length > 0,
    ),
    ...section(
      "not-covered",
      "Not covered",
      "What was not seen, and why: nothing of it was tested, so none of it has passed.",
      gaps(gapsOf(run)),
    ),
  ];
}

function summary({ reason, findings, flaky, requests, elapsedMs, seed }: Run): string {
  const seconds = elapsedMs / 1000;
  const rate = elapsedMs === 0 ? 0 : Math.round(requests / seconds);
  const found = `${findings.length} ${findings.length === 1 ? "finding" : "findings"}`;
  const numbers = `${found}, ${flaky.length} seen once; ${requests} requests in ${seconds.toFixed(1)} s (${rate} a second); seed ${seed}.`;
  return reason === undefined ? numbers : `Nothing can be said: ${reason}. ${numbers}`;
}

function shares({ coverage }: Run): Markup {
  const tiles = shareNames
    .filter((name) => coverage.shares[name].of > 0)
    .map((name) => {
      const { seen, of } = coverage.shares[name];
      const percent = Math.floor((seen / of) * 100);
      return html`<li>
        ${name}<strong>${percent} %</strong><span class="quiet">${seen} of ${of}</span>
        <div class="bar"><span style="width:${percent}%"></span></div>
      </li>`;
    });
  return html`<ul class="shares">
    ${tiles}
  </ul>`;
}

const kindTitles: Readonly<Record<Gap["kind"], string>> = {
  run: "The run",
  operation: "Operations",
  answer: "Declared answers",
  credential: "Credentials",
  parameter: "Parameters and bodies",
  transition: "Transitions",
  message: "Messages",
  webhook: "Webhooks",
  branch: "Schema branches",
};

function gaps(all: readonly Gap[]): Content {
  return gapKinds.map((kind) => {
    const of = all.filter((each) => each.kind === kind);
    if (of.length === 0) return undefined;
    return html`<details>
      <summary>${kindTitles[kind]}<span class="right">${of.length}</span></summary>
      <ul>
        ${of.map(({ subject, text }) => html`<li><strong>${subject}</strong>: ${text}</li>`)}
      </ul>
    </details>`;
  });
}
