import { shareNames } from "../covered/shares.js";
import type { Run } from "../run/run.js";
import { coverageSections } from "./html/coverage-sections.js";
import { findingCard } from "./html/finding-card.js";
import { gaps } from "./html/gaps.js";
import { html, Markup } from "./html/markup.js";
import type { Section } from "./html/section.js";
import { style } from "./html/style.js";
import { gapsOf } from "./not-covered.js";

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
  const seenOnce: Section = {
    id: "flaky",
    title: `Seen once (${flaky.length})`,
    about: "What did not come back when it was tried again: no findings.",
    content: flaky.map((each) => findingCard(each, run, "flaky")),
  };
  return [
    {
      id: "findings",
      title: `Findings (${findings.length})`,
      about: findings.length === 0 ? "None." : "Each was seen three times; credentials are left out.",
      content: findings.map((each) => findingCard(each, run, "finding")),
    },
    ...(flaky.length > 0 ? [seenOnce] : []),
    ...coverageSections(run.coverage),
    {
      id: "not-covered",
      title: "Not covered",
      about: "What was not seen, and why: nothing of it was tested, so none of it has passed.",
      content: gaps(gapsOf(run)),
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
