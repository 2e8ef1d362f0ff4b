import type { Exchange } from "../../run/exchange.js";
import type { Finding, StoryFinding } from "../../run/finding.js";
import type { Run } from "../../run/run.js";
import type { Entry } from "../../run/story.js";
import { curlLine } from "../curl.js";
import { answerText, entryParts, originText, repeatLines, sentText } from "../evidence.js";
import { html, type Markup } from "./markup.js";
import { table } from "./table.js";

/** Details that are shown from the beginning. */
const openMark = html`open`;

/** A finding: what is wrong, where it is declared, what was sent and what came of it, and how to see it again. */
export function findingCard(
  finding: Finding,
  { url, seed }: Pick<Run, "url" | "seed">,
  kind: "finding" | "flaky",
): Markup {
  const { subject, message, check, title, source, place, pointer } = finding;
  return html`<details class="finding ${kind}" ${kind === "finding" ? openMark : undefined}>
    <summary><strong>${subject}</strong>: ${message}</summary>
    <dl>
      <dt>check</dt>
      <dd>${title} <span class="quiet">(<code>${check}</code>, ${source})</span></dd>
      <dt>declared</dt>
      <dd><code>${place.file}:${place.line}</code></dd>
      <dt>sent</dt>
      <dd>${sentText(finding)} <span class="quiet">${originText(finding, seed)}</span></dd>
      ${pointer === undefined ? undefined : pointerPart(pointer)}
      <dt>again</dt>
      <dd>
        <code>parlance test … --seed ${seed} --cases cases</code> stores it as a file that
        <code>parlance replay</code> sends again
      </dd>
    </dl>
    ${evidence(finding, url)}
  </details>`;
}

function pointerPart(pointer: string): Markup {
  return html`<dt>at</dt>
    <dd><code>${pointer}</code></dd>`;
}

function evidence(finding: Finding, url: string): Markup {
  if (finding.kind === "rest" && finding.exchanges === undefined) return exchangePart(finding.exchange, url);
  if (finding.kind === "rest") {
    const { exchanges = [], exchange } = finding;
    return html`${exchanges.map((each, index) => step(each, index + 1, { url, isOpen: each === exchange }))}`;
  }
  return html`<p class="quiet">What happened</p>
    ${storyTable(finding)}
    <p class="quiet">The scenario's steps</p>
    <pre>${repeatLines(finding, url).join("\n")}</pre>`;
}

function storyTable({ story, entry: shown }: StoryFinding): Markup {
  return table(
    ["ms", "who", "what", ""],
    story.entries.map((entry, index) => storyRow(entry, index === shown)),
  );
}

function storyRow(entry: Entry, isShown: boolean): Markup {
  const { who, what } = entryParts(entry);
  return html`<tr class="${isShown ? "shown" : ""}">
    <td class="n">${Math.round(entry.atMs)}</td>
    <td>${who}</td>
    <td>${entry.kind}</td>
    <td><code>${what}</code></td>
  </tr>`;
}

function step(
  exchange: Exchange,
  number: number,
  { url, isOpen }: { readonly url: string; readonly isOpen: boolean },
): Markup {
  const { request, outcome, operation } = exchange;
  const answered = outcome.kind === "answer" ? outcome.status : outcome.reason;
  return html`<details ${isOpen ? openMark : undefined}>
    <summary>${number}. ${request.method} ${operation.path} <span class="right">${answered}</span></summary>
    ${exchangePart(exchange, url)}
  </details>`;
}

function exchangePart(exchange: Exchange, url: string): Markup {
  return html`<pre>${curlLine(exchange.request, url)}</pre>
    <pre>${answerText(exchange)}</pre>`;
}
