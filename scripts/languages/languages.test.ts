import { expect, test } from "vitest";

import { codeLines } from "./code-lines.ts";
import { measure } from "./measure.ts";
import { languages, mostPrinterLines, parts } from "./parts.ts";
import { sizesTable, tellsTheTruth } from "./sizes-table.ts";

test.each([
  ["a.ts", '/** Doc. */\nimport type {\n  A,\n} from "a";\n\nexport const a = 1;\n// Why.\nconst b = 2;\n', 2],
  ["a.go", '// Package a.\npackage a\n\nimport (\n\t"fmt"\n\tb "c"\n)\n\nfunc A() {\n\tfmt.Println()\n}\n', 3],
  ["a.py", '"""Doc\n\nmore."""\n\nfrom a import b\n\ndef c():\n    """Doc."""\n    return b  # why\n', 2],
])("lines of code of %s are those without comments, imports and blanks", (path, text, lines) => {
  expect(codeLines(path, text)).toBe(lines);
});

test.each(languages)("the printers of %s are within what a pack may have", (language) => {
  const printers = parts.find(({ name }) => name === "Pack: printers");
  const { files, lines } = printers === undefined ? { files: 0, lines: 0 } : measure(printers, language);
  expect(files).toBeGreaterThan(10);
  expect(lines).toBeLessThanOrEqual(mostPrinterLines);
});

test("every part is there in a language that says it is", () => {
  const empty = parts.flatMap((part) =>
    languages.flatMap((language) =>
      part.files[language].length > 0 && measure(part, language).files === 0 ? [`${part.name}, ${language}`] : [],
    ),
  );
  expect(empty).toEqual([]);
});

const table = (files: number, lines: number, name = "Testee"): string =>
  sizesTable(["go"], [{ name, sizes: [{ files, lines }] }]);

test("lines are told to two digits, and a part that a language has not as a dash", () => {
  expect(table(6, 1234)).toContain("| Testee | 6 files, 1,200 lines |");
  expect(table(0, 0)).toContain("| Testee | — |");
});

test("a table is stale when parts change, or numbers by more than a fifth", () => {
  expect(tellsTheTruth(table(10, 1000), table(12, 1190))).toBe(true);
  expect(tellsTheTruth(table(10, 1000), table(10, 1300))).toBe(false);
  expect(tellsTheTruth(table(10, 1000), table(10, 1000, "Pack"))).toBe(false);
  expect(tellsTheTruth("", table(10, 1000))).toBe(false);
});
