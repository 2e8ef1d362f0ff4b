/**
 * The lines of a doc comment, so that gofmt leaves them as they are: it rewrites what it takes for a list, a heading, a code block
 * or a link definition (go.dev/doc/comment), and documents are written in Markdown. What it takes for a build constraint would
 * leave out the file.
 */
export function docLines(lines: readonly string[]): readonly string[] {
  const plain = lines
    .flatMap((each) => each.split(/\r|\u2028|\u2029|\f|\v/u))
    .filter((each) => !/^\s*(?:```|~~~)/u.test(each))
    .map(plainLine);
  const kept = plain.filter((each, index) => each !== "" || (index > 0 && plain[index - 1] !== ""));
  const text = withLists(kept.at(-1) === "" ? kept.slice(0, -1) : kept);
  return text.map((each, index) => ended(each, text[index - 1] ?? "", text[index + 1] ?? ""));
}

/**
 * Lists are told by their indentation, which a comment of nothing else would lose, so that it stays as it is. There are no nested
 * ones, and nothing but items and their lines stands in one.
 */
function withLists(lines: readonly string[]): readonly string[] {
  let list: "bullets" | "numbers" | undefined;
  const indented = lines.flatMap((line, index) => {
    if (line === "") {
      const goesOn = list !== undefined && markerOf(lines[index + 1] ?? "") !== undefined;
      if (!goesOn) list = undefined;
      return goesOn ? [] : [line];
    }
    const marker = markerOf(line);
    list ??= marker;
    if (list === undefined) return [line];
    if (marker === undefined || (list === "numbers" && marker === "bullets")) return [`    ${line}`];
    return [
      list === "bullets" ? `  - ${line.replace(/^[-*+•]\s+/u, "")}` : ` ${line.replace(/^(\d+)[.)]\s+/u, "$1. ")}`,
    ];
  });
  return indented.every((each) => each === "" || each.startsWith(" ")) ? lines : indented;
}

/** The list that a line is an item of. */
function markerOf(line: string): "bullets" | "numbers" | undefined {
  if (/^[-*+•]\s+\S/u.test(line)) return "bullets";
  return /^\d+[.)]\s+\S/u.test(line) ? "numbers" : undefined;
}

function plainLine(line: string): string {
  const text = line
    .replaceAll(/[\p{Cc}\ufeff]/gu, " ")
    .replaceAll(/''|``/gu, '"')
    .trim()
    .replace(/^#+\s*/u, "");
  if (text.startsWith("+build")) return `(${text})`;
  return /^\[[^\]]*\]:/u.test(text) ? `Link ${text}` : text;
}

/** A paragraph of one line without a sign at its end would be taken for a heading. */
function ended(line: string, before: string, after: string): string {
  return before === "" && after === "" && /^(?! ).*[\p{L}\p{N})]$/u.test(line) ? `${line}.` : line;
}
