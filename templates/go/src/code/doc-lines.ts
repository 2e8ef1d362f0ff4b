/**
 * The lines of a doc comment, so that gofmt leaves them as they are: it rewrites what it takes for a list, a heading, a code block
 * or a link definition (go.dev/doc/comment), and documents are written in Markdown.
 */
export function docLines(lines: readonly string[]): readonly string[] {
  const plain = lines
    .flatMap((each) => each.split(/\r|\u2028|\u2029|\f|\v/u))
    .filter((each) => !/^\s*(?:```|~~~)/u.test(each))
    .map(plainLine);
  const kept = plain.filter((each, index) => each !== "" || (index > 0 && plain[index - 1] !== ""));
  const text = kept.at(-1) === "" ? kept.slice(0, -1) : kept;
  return text.map((each, index) => ended(each, text[index - 1] ?? "", text[index + 1] ?? ""));
}

function plainLine(line: string): string {
  const text = line
    .replaceAll(/[\p{Cc}\ufeff]/gu, " ")
    .replaceAll(/''|``/gu, '"')
    .trim()
    .replace(/^#+\s*/u, "");
  return /^\[[^\]]*\]:/u.test(text) ? `Link ${text}` : text;
}

/** A paragraph of one line without a sign at its end would be taken for a heading. */
function ended(line: string, before: string, after: string): string {
  return before === "" && after === "" && /[\p{L}\p{N})]$/u.test(line) ? `${line}.` : line;
}
