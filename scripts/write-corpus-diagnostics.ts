/**
 * Prints docs/corpus-diagnostics.md: what the packs of all languages say of the documents of the corpus and of GitHub's.
 *
 *     node scripts/write-corpus-diagnostics.ts            write the page
 *     node scripts/write-corpus-diagnostics.ts --check    write nothing; exit 1 if the page is not what the packs say
 *
 * Without the corpus beside the repository it does nothing; with `CI=true` that is an error.
 */
import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { type Contract, readContract } from "@parlance/contract";
import { languageLoader } from "parlance/languages";

import { findCorpus, refusals } from "../generator/contract/src/testing/corpus.ts";
import { type CorpusRow, diagnosticsPage } from "./corpus/diagnostics-page.ts";
import { root } from "./lib/root.ts";

const languages = ["typescript", "python", "go"];
const options = { packageName: "example.com/acme", packageVersion: "1.0.0", environmentPrefix: "ACME" };
const page = join(root, "docs/corpus-diagnostics.md");

const corpus = findCorpus();
if (corpus === undefined) console.log("The corpus is not beside the repository: its diagnostics are not looked at.");
else await settle(diagnosticsPage(languages, await rowsOf(corpus)));

async function rowsOf({ folder, documents }: NonNullable<typeof corpus>): Promise<readonly CorpusRow[]> {
  const github = createRequire(import.meta.url).resolve("@octokit/openapi/generated/api.github.com.json");
  const files = documents
    .filter((document) => refusals[document] === undefined)
    .map((document) => ({ document, file: join(folder, document) }));
  const rows: CorpusRow[] = [];
  for (const { document, file } of [...files, { document: "GitHub's, from npm", file: github }]) {
    const { contract } = await readContract({ documents: [file] });
    if (contract === undefined) throw new Error(`${document} cannot be read; it is not among the refusals.`);
    rows.push({ document, codes: await codesOf(contract) });
  }
  return rows;
}

async function codesOf(contract: Contract): Promise<CorpusRow["codes"]> {
  const codes: Record<string, readonly string[]> = {};
  for (const language of languages) {
    const pack = await languageLoader(language)?.();
    if (pack === undefined) throw new Error(`There is no language ${language}.`);
    const { diagnostics } = await pack.print(contract, options);
    codes[language] = diagnostics.map(({ code }) => code);
  }
  return codes;
}

async function settle(text: string): Promise<void> {
  if (!process.argv.includes("--check")) return writeFile(page, text);
  if ((await readFile(page, "utf8").catch(() => "")) === text) return;
  console.error(
    "docs/corpus-diagnostics.md is stale: run `node scripts/write-corpus-diagnostics.ts` and commit the result.",
  );
  process.exitCode = 1;
}
