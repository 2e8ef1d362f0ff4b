import { escapeMarkup } from "../escape.js";

/** A piece of HTML that is whole and safe to stand in another. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What can stand in a template: text is escaped, nothing is left out. */
export type Content = Markup | string | number | undefined | readonly Content[];

/** HTML of a template; whatever is put into it is escaped unless it is HTML itself. */
export function html(strings: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  return new Markup(strings.map((text, index) => text + written(contents[index])).join(""));
}

function written(content: Content): string {
  if (content === undefined) return "";
  if (content instanceof Markup) return content.text;
  return typeof content === "object" ? content.map(written).join("") : escapeMarkup(String(content));
}
