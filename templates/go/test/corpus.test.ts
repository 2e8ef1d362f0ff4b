import { existsSync, readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import type { Contract, Diagnostic } from "@parlance/contract";
import type { Printed, PrintOptions } from "@parlance/generator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { go } from "../src/go.js";
import { options, read } from "./generate.js";
import { haveGo, Workspace } from "./go.js";

const corpus = process.env.PARLANCE_CORPUS ?? fileURLToPath(new URL("../../../../shared/corpus", import.meta.url));
const github = createRequire(import.meta.url).resolve("@octokit/openapi/generated/api.github.com.json");
const platform = fileURLToPath(new URL("../../../specs/openapi.yaml", import.meta.url));

/** Documents that are quick and show the most: circles, discriminators, uploads, styles, events. */
const quick =
  /(?:oai-.*|opc-.*|circular.*|discriminators|polymorphism|file-uploads|form-data|parameters-.*|gemini.*|streetlights.*)\.(?:json|ya?ml)$/u;

/** CI tries everything; so does whoever sets the variable. */
const whole = process.env.CI === "true" || process.env.PARLANCE_WHOLE_CORPUS === "1";
const absent = !existsSync(corpus);

if (absent && process.env.CI === "true") {
  throw new Error(`The corpus of documents is not at ${corpus}`);
}

/** Without the corpus (a clone elsewhere) only the platform's document is tried, and the title of the test says so. */
const files = [platform, ...(whole ? [github] : []), ...(absent ? [] : await findDocuments())];
const workspace = new Workspace();
const errors: Diagnostic[] = [];
const unstable: string[] = [];
let printedSdks = 0;

beforeAll(async () => {
  for (const file of files) {
    const { contract } = await read(file);
    if (contract !== undefined) {
      const name = nameOf(file);
      const given = { ...options, packageName: `acme.example/${name}` };
      const printed = await go.print(contract, given);
      unstable.push(...((await sameTwice(contract, given, printed)) ? [] : [name]));
      errors.push(...printed.diagnostics.filter(({ severity }) => severity === "error"));
      workspace.add(name, printed.files);
      printedSdks += 1;
    }
  }
}, 300_000);

afterAll(() => workspace[Symbol.dispose]());

const title = absent ? "the platform's document (corpus absent)" : "the corpus";

describe.skipIf(!haveGo)(`${title}`, () => {
  test("every SDK is formatted as gofmt does it", () => {
    expect(workspace.unformatted()).toEqual([]);
  }, 120_000);

  test("every SDK passes go build and go vet", () => {
    expect(workspace.vet().slice(0, 20)).toEqual([]);
  }, 900_000);

  test("documents were read, and none has what cannot be printed", () => {
    expect(printedSdks).toBeGreaterThan(files.length / 2);
    expect(errors).toEqual([]);
    expect(unstable).toEqual([]);
  });
});

/** Whether printing once more gives the same bytes. */
async function sameTwice(contract: Contract, given: PrintOptions, { files }: Printed): Promise<boolean> {
  return isDeepStrictEqual((await go.print(contract, given)).files, files);
}

function nameOf(file: string): string {
  const path = file.startsWith(corpus) ? relative(corpus, file) : basename(file);
  return `corpus_${path.replaceAll(/\W+/gu, "_").toLowerCase()}`;
}

/** Documents of the corpus, but not the parts that stand beside them. */
async function findDocuments(): Promise<readonly string[]> {
  const entries = await readdir(corpus, { recursive: true, withFileTypes: true });
  const found = entries
    .filter((each) => each.isFile() && /\.(?:json|ya?ml)$/u.test(each.name) && (whole || quick.test(each.name)))
    .map(({ parentPath, name }) => join(parentPath, name));
  return found.filter((file) => /^\W*(?:openapi|swagger|asyncapi)\b/mu.test(readFileSync(file, "utf8"))).toSorted();
}
