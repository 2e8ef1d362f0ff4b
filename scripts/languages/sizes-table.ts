import type { Size } from "./measure.ts";

/** The parts of the languages as a Markdown table: files and lines, to two digits. */
export function sizesTable(
  languages: readonly string[],
  rows: readonly { readonly name: string; readonly sizes: readonly Size[] }[],
): string {
  return [
    `| | ${languages.join(" | ")} |`,
    `${"|---".repeat(languages.length + 1)}|`,
    ...rows.map(({ name, sizes }) => `| ${name} | ${sizes.map(cell).join(" | ")} |`),
  ].join("\n");
}

/**
 * Whether a table still tells the truth: the same parts and languages, and no number off by more than a fifth (or two). So it is
 * not stale with every commit.
 */
export function tellsTheTruth(written: string, measured: string): boolean {
  const [before, now] = [numbersOf(written), numbersOf(measured)];
  if (wordsOf(written) !== wordsOf(measured)) return false;
  return now.every((number, index) => {
    const old = before[index] ?? 0;
    return Math.abs(number - old) <= Math.max(2, old / 5);
  });
}

function cell({ files, lines }: Size): string {
  return files === 0 ? "—" : `${files} ${files === 1 ? "file" : "files"}, ${coarse(lines)} lines`;
}

function coarse(lines: number): string {
  return Number(lines.toPrecision(2)).toLocaleString("en-US");
}

const numbersOf = (table: string): readonly number[] =>
  (table.match(/\d[\d,]*/gu) ?? []).map((number) => Number(number.replaceAll(",", "")));

const wordsOf = (table: string): string => table.replaceAll(/\d[\d,]*/gu, "n");
