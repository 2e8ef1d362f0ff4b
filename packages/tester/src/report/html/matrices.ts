import type { BranchCoverage } from "../../covered/branch.js";
import type { RunCoverage } from "../../covered/coverage.js";
import type { OperationCoverage } from "../../covered/operation-counts.js";
import type { KeywordCoverage, ParameterCoverage } from "../../covered/parameter-counts.js";
import type { CredentialCoverage, SecurityCoverage } from "../../covered/security-counts.js";
import { credentialClasses } from "../../plan/case.js";
import { html, type Markup } from "./markup.js";
import { chip, table } from "./table.js";

/** Operations × statuses. */
export function operationsMatrix({ operations }: RunCoverage): Markup {
  const answered = operations.flatMap(({ answers }) => answers.map(({ status }) => String(status)));
  const unseen = operations.flatMap((each) => each.unseen.map(({ status }) => status));
  const statuses = [...new Set([...answered, ...unseen])].toSorted();
  return table(
    ["operation", ...statuses, "requests"],
    operations.map(
      (each) => html`<tr>
        <th>${each.operation}<br /><code class="quiet">${each.method} ${each.path}</code></th>
        ${statuses.map((status) => statusCell(each, status))}
        <td class="n">${each.requests}</td>
      </tr>`,
    ),
  );
}

function statusCell({ answers, unseen }: OperationCoverage, status: string): Markup {
  const seen = answers.filter((each) => String(each.status) === status);
  const count = seen.reduce((sum, each) => sum + each.count, 0);
  const types = seen.map(({ mediaType = "no media type", count: of }) => `${mediaType} × ${of}`).join(", ");
  if (count > 0) return html`<td class="n s${status.slice(0, 1)}" title="${types}">${count}</td>`;
  return unseen.some((each) => each.status === status)
    ? html`<td class="n open" title="declared, and never answered">○</td>`
    : html`<td></td>`;
}

/** Parameters and bodies × what was tried with them, by operation. */
export function parametersMatrix({ parameters }: RunCoverage): readonly Markup[] {
  return [...Map.groupBy(parameters, ({ operation }) => operation)].map(([operation, rows]) => {
    const keywords = rows.flatMap((each) => each.keywords);
    const tried = keywords.filter((each) => each.tried > 0).length;
    return html`<details>
      <summary>${operation}<span class="right">${tried}/${keywords.length}</span></summary>
      ${table(["parameter", "present", "absent", "as far as allowed", "broken"], rows.map(parameterRow))}
    </details>`;
  });
}

function parameterRow({ in: place, name, present, absent, required, keywords }: ParameterCoverage): Markup {
  const of = (way: KeywordCoverage["way"]) => keywords.filter((each) => each.way === way).map(keywordChip);
  return html`<tr>
    <th>${name === undefined ? "body" : `${place} ${name}`}${required ? " *" : ""}</th>
    <td class="n">${present}</td>
    <td class="n">${absent}</td>
    <td>${of("boundary")}</td>
    <td>${of("broken")}</td>
  </tr>`;
}

function keywordChip({ pointer, keyword, tried }: KeywordCoverage): Markup {
  return chip(pointer === "" ? keyword : `${pointer} ${keyword}`, tried);
}

/** Operations, channels and connections × classes of credentials. */
export function securityMatrix({ security }: RunCoverage): Markup {
  return table(
    ["", ...credentialClasses],
    security.map(
      ({ subject, classes }: SecurityCoverage) =>
        html`<tr>
          <th>${subject}</th>
          ${classes.map(credentialCell)}
        </tr>`,
    ),
  );
}

function credentialCell({ class: name, tried, refused, taken, reason, notDue }: CredentialCoverage): Markup {
  if (tried === 0) return html`<td class="n open" title="${reason ?? "not tried"}">${notDue === true ? "–" : "○"}</td>`;
  if (name === "valid" || name === "member")
    return html`<td class="n ${taken > 0 ? "yes" : "s4"}" title="${tried} tried, ${refused} refused with 401 or 403">
      ${taken > 0 ? `let in ${taken}` : "never let in"}
    </td>`;
  const told = [taken > 0 ? `let in ${taken}` : "", refused > 0 ? `refused ${refused}` : ""].filter(Boolean).join(", ");
  return html`<td class="n ${taken > 0 ? "no" : refused > 0 ? "yes" : ""}">
    ${told === "" ? `tried ${tried}` : told}
  </td>`;
}

/** Channels × messages, sent and received. */
export function messagesMatrix({ channels }: RunCoverage): Markup {
  return table(
    ["channel", "subscriptions", "received", "sent", "replies"],
    channels.map(
      ({ channel, held, refused, messages, replies, undeclared }) =>
        html`<tr>
          <th>${channel}</th>
          <td>${held} held, ${refused} refused</td>
          <td>
            ${messages.map(({ message, received }) => (received === undefined ? undefined : chip(message, received)))}${undeclared === 0 ? undefined : html`<span class="chip">undeclared × ${undeclared}</span>`}
          </td>
          <td>${messages.map(({ message, sent }) => (sent === undefined ? undefined : chip(message, sent)))}</td>
          <td>
            ${replies.map(({ operation, ok, errors }) => [chip(operation, ok), chip(`${operation} refused`, errors)])}
          </td>
        </tr>`,
    ),
  );
}

/** Webhooks × outcomes. */
export function webhooksMatrix({ webhooks }: RunCoverage): Markup {
  const outcomes = [...new Set(["2xx", ...webhooks.flatMap((each) => Object.keys(each.outcomes))])].toSorted();
  return table(
    ["webhook", "calls", ...outcomes.map((each) => `answered ${each}`)],
    webhooks.map(
      ({ webhook, deliveries, outcomes: of }) =>
        html`<tr>
          <th>${webhook}</th>
          <td class="n">${deliveries}</td>
          ${outcomes.map((each) => outcomeCell(of[each]))}
        </tr>`,
    ),
  );
}

function outcomeCell(count = 0): Markup {
  return count > 0 ? html`<td class="n yes">${count}</td>` : html`<td class="n open">○</td>`;
}

/** Resources × what was done after what. */
export function transitionsMatrix({ transitions }: RunCoverage): Markup {
  return table(
    ["resource", "one after the other"],
    transitions.map(
      ({ resource, transitions: all }) =>
        html`<tr>
          <th>${resource}</th>
          <td>${all.map(({ transition, count }) => chip(transition, count))}</td>
        </tr>`,
    ),
  );
}

/** Schemas × their branches. */
export function branchesMatrix({ branches }: RunCoverage): readonly Markup[] {
  return [...Map.groupBy(branches, ({ schema }) => schema)].map(([schema, all]) => {
    const cells = all.flatMap(({ sent, received }) => [sent, received]).filter((each) => each !== undefined);
    const of = (direction: "sent" | "received") =>
      all.filter((each) => each[direction] !== undefined).map((each) => branchChip(each, direction));
    return html`<details>
      <summary>${schema}<span class="right">${cells.filter((each) => each > 0).length}/${cells.length}</span></summary>
      ${table(
        ["sent", "received"],
        [
          html`<tr>
            <td>${of("sent")}</td>
            <td>${of("received")}</td>
          </tr>`,
        ],
      )}
    </details>`;
  });
}

function branchChip(branch: BranchCoverage, direction: "sent" | "received"): Markup {
  const { pointer, kind, name } = branch;
  const text = {
    member: `${pointer}/${name}`,
    value: `${pointer} = ${name}`,
    arm: `${pointer} is ${name}`,
    null: `${pointer} = null`,
  };
  return chip(text[kind].trim(), branch[direction] ?? 0);
}
