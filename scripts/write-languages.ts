/**
 * Prints the table of docs/adding-a-language.md: what each language needed, measured in the tree.
 *
 *     node scripts/write-languages.ts            write it if it is stale
 *     node scripts/write-languages.ts --check    write nothing; exit 1 if it is stale
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { measure } from "./languages/measure.ts";
import { languages, parts } from "./languages/parts.ts";
import { sizesTable, tellsTheTruth } from "./languages/sizes-table.ts";
import { root } from "./lib/root.ts";

const page = join(root, "docs/adding-a-language.md");
const marks = /(?<=<!-- sizes -->\n)[\s\S]*?(?=<!-- end of sizes -->)/u;

const text = readFileSync(page, "utf8");
const measured = sizesTable(
  languages,
  parts.map((part) => ({ name: part.name, sizes: languages.map((language) => measure(part, language)) })),
);

if (!tellsTheTruth(marks.exec(text)?.[0].trimEnd() ?? "", measured)) {
  if (process.argv.includes("--check")) {
    console.error("docs/adding-a-language.md is stale: run `npm run generate` and commit the result.");
    process.exitCode = 1;
  } else {
    writeFileSync(page, text.replace(marks, `${measured}\n`));
  }
}
