import { type Code, joined, type Part } from "@parlance/generator";
import { docLines } from "./doc-lines.js";
import { textOf } from "./text-of.js";

/** From when on the length of keys matters, and how far they may differ. */
const smallKey = 40;
const unevenRatio = 2.5;

/** One line of a struct, a constant block or a keyed literal: its columns, and the comment above it. */
export interface Row {
  readonly cells: readonly Part[];
  readonly doc?: string | undefined;
}

/**
 * Adds lines whose columns gofmt would align, aligned: those that follow each other without a comment or a cell of several lines.
 * A cell with a symbol to import is measured by the name it has unless two modules share theirs.
 */
export function addAligned(code: Code, rows: readonly Row[]): void {
  for (const section of sectionsOf(rows)) {
    const widths = (section[0]?.cells ?? []).map((_, column) =>
      Math.max(...section.map(({ cells }) => widthOf(cells[column] ?? ""))),
    );
    for (const { cells, doc } of section) {
      const last = cells.length - 1;
      const padded = cells.map((cell, column) =>
        column === last ? cell : [cell, " ".repeat((widths[column] ?? 0) - widthOf(cell))],
      );
      code.doc(doc).line(joined(padded, " "));
    }
  }
}

/** A section ends before a comment, and before and after a cell of several lines. */
function sectionsOf(rows: readonly Row[]): readonly (readonly Row[])[] {
  const sections: Row[][] = [];
  let before: Row | undefined;
  for (const row of rows) {
    const apart =
      before === undefined || hasDoc(row) || isLong(row) || isLong(before) || isUneven(sections.at(-1), row);
    if (apart) {
      sections.push([row]);
    } else {
      sections.at(-1)?.push(row);
    }
    before = row;
  }
  return sections;
}

/** Keys of a literal are not aligned if one is far longer or shorter than those before it (gofmt's `exprList`). */
function isUneven(section: readonly Row[] = [], row: Row): boolean {
  const size = keySize(row);
  const sizes = section.map(keySize);
  const before = sizes.at(-1) ?? 0;
  if (size === 0 || before === 0 || (size <= smallKey && before <= smallKey)) {
    return false;
  }
  const mean = Math.exp(sizes.reduce((sum, each) => sum + Math.log(each), 0) / sizes.length);
  return size >= unevenRatio * mean || size * unevenRatio <= mean;
}

/** The length of a literal's key; 0 for lines that are no members of a literal. */
function keySize({ cells: [key = ""] }: Row): number {
  const text = textOf(key);
  return text.endsWith(":") ? [...text].length - 1 : 0;
}

function hasDoc({ doc }: Row): boolean {
  return doc !== undefined && docLines(doc.split("\n")).length > 0;
}

function isLong({ cells }: Row): boolean {
  return cells.some((each) => textOf(each).includes("\n"));
}

function widthOf(part: Part): number {
  return [...textOf(part)].length;
}
