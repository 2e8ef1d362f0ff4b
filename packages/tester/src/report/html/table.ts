import { html, type Markup } from "./markup.js";

/** What was seen so often, or never. */
export function chip(text: string, count: number): Markup {
  return count > 0
    ? html`<span class="chip" title="× ${count}">${text}</span>`
    : html`<span class="chip open" title="not covered">${text}</span>`;
}

/** A table that scrolls in itself where it is too large. */
export function table(heads: readonly string[], rows: readonly Markup[]): Markup {
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          ${heads.map((each) => html`<th>${each}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}
