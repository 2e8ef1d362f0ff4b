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

/** One part of the page. */
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
  const { findings, flaky } = run;
  return [
    {
      id: "findings",
      title: `Findings (${findings.length})`,
      about: findings.length === 0 ? "None." : "Each was seen three times; credentials are left out.",
      content: findings.map((each) => findingCard(each, run, "finding")),
    },
    {
      id: "flaky",
      title: `Seen once (${flaky.length})`,
      about: "What did not come back when it was tried again: no findings.",
      content: flaky.length > 0 && flaky.map((each) => findingCard(each, run, "flaky")),
    },
    ...matrices(run),
    {
      id: "not-covered",
      title: "Not covered",
      about: "What was not seen, and why: nothing of it was tested, so none of it has passed.",
      content: gaps(gapsOf(run)),
    },
  ].flatMap(({ content, ...section }) => (content === false ? [] : [{ ...section, content }]));
}

/** A section, or `false` in place of its content where there is nothing to tell. */
type Wanted = Omit<Section, "content"> & { readonly content: Content | false };

/** What was seen, one section a kind. */
function matrices({ coverage }: Run): readonly Wanted[] {
  const { operations, security, transitions, channels, webhooks, parameters, branches } = coverage;
  return [
    {
      id: "operations",
      title: "Operations × statuses",
      about: "How often each status was answered. ○ is declared, and was never answered.",
      content: operations.length > 0 && operationsMatrix(coverage),
    },
    {
      id: "security",
      title: "Security × credentials",
      about:
        "What became of each class of credentials. ○ was not tried, – has nothing to try; the reason stands on the sign.",
      content: security.length > 0 && securityMatrix(coverage),
    },
    {
      id: "transitions",
      title: "Transitions",
      about: "What was done to a resource, and what was done next. Dashed: never.",
      content: transitions.length > 0 && transitionsMatrix(coverage),
    },
    {
      id: "messages",
      title: "Messages",
      about: "What listeners received and the tester sent. Dashed: never.",
      content: channels.length > 0 && messagesMatrix(channels),
    },
    {
      id: "webhooks",
      title: "Webhooks",
      about: "How often each was called, and what the tester's endpoint answered.",
      content: webhooks.length > 0 && webhooksMatrix(webhooks),
    },
    {
      id: "parameters",
      title: "Parameters × boundaries",
      about: "Values as far as a keyword allows, and values that it refuses. * must be there. Dashed: not tried.",
      content: parameters.length > 0 && parametersMatrix(coverage),
    },
    {
      id: "branches",
      title: "Schema branches",
      about:
        "Arms of unions, values of enums and optional members that were seen at least once. Dashed: never, so nothing is known of them.",
      content: branches.length > 0 && branchesMatrix(coverage),
    },
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
