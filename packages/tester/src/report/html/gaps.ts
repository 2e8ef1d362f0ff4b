import { type Gap, gapKinds } from "../not-covered.js";
import { type Content, html } from "./markup.js";

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

/** What was not seen, folded by its kind. */
export function gaps(all: readonly Gap[]): Content {
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
