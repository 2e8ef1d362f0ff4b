import { writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";

import { describe, expect, it } from "vitest";

import type { Contract } from "./model/contract.js";
import type { Json } from "./model/json.js";
import { toOpenApi } from "./openapi-document/to-openapi.js";
import { readContract, type ReadResult } from "./read-contract.js";
import { findCorpus, refusals } from "./testing/corpus.js";
import { corpusPage } from "./testing/corpus-page.js";
import { contractOf, folderOf, withoutPlaces } from "./testing/read-documents.js";
import { withoutRefs } from "./util/has-ref.js";
import { isObject } from "./util/json-values.js";

const corpus = findCorpus();
if (corpus === undefined) console.warn("The corpus is not beside the repository: its documents are not read.");
const { folder = "", documents = [] } = corpus ?? {};
const results = new Map<string, ReadResult>();

/** Examples and extensions that hold a `$ref` of the author's own are not printed. */
function withoutOwnRefs(key: string, value: Json): Json | undefined {
  if ((key !== "docs" && key !== "extensions") || !isObject(value)) return value;
  const kept = withoutRefs(value) ?? {};
  return Object.keys(kept).length === 0 ? undefined : kept;
}

const schemasByName = (contract: Contract): unknown => {
  const entries = withoutPlaces(contract.schemas).map(({ name, schema }) => [name, schema]);
  return JSON.parse(JSON.stringify(Object.fromEntries(entries), withoutOwnRefs));
};

/** Printing a Contract as OpenAPI and reading that again gives the same schemas. */
async function expectLossless(contract: Contract): Promise<void> {
  expect(JSON.parse(JSON.stringify(contract))).toEqual(contract);
  const cwd = await folderOf({});
  await writeFile(path.join(cwd, "printed.json"), JSON.stringify(toOpenApi(contract)));
  const printed = contractOf(await readContract({ cwd, openapi: ["printed.json"] }));
  expect(schemasByName(printed)).toEqual(schemasByName(contract));
}

describe("the corpus", { timeout: 60_000 }, () => {
  for (const document of documents) {
    it(`${document} gives a Contract that survives JSON and OpenAPI, or its listed refusal`, async () => {
      const result = await readContract({ cwd: folder, documents: [document] });
      results.set(document, result);
      const refusal = refusals[document];
      const errors = result.diagnostics.filter(({ severity }) => severity === "error").map(({ code }) => code);
      expect(new Set(errors)).toEqual(new Set(refusal === undefined ? [] : [refusal]));
      if (refusal === undefined) await expectLossless(contractOf(result));
    });
  }

  it("is listed in docs/corpus.md", async () => {
    expect(results.size).toBe(documents.length);
    if (corpus !== undefined) await expect(corpusPage(results)).toMatchFileSnapshot("../../../docs/corpus.md");
  });

  it("has a neighbour in GitHub's own document, from npm", async () => {
    const manifest = createRequire(import.meta.url).resolve("@octokit/openapi/package.json");
    const cwd = path.join(path.dirname(manifest), "generated");
    const contract = contractOf(await readContract({ cwd, openapi: ["api.github.com.json"] }));
    expect([contract.operations.length > 1000, contract.schemas.length > 900]).toEqual([true, true]);
    await expectLossless(contract);
  });
});
