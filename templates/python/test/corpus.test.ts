import { existsSync, readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { Diagnostic } from "@parlance/contract";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { python } from "../src/python.js";
import { options, read } from "./generate.js";
import { havePython, Project } from "./python.js";

const corpus = process.env.PARLANCE_CORPUS ?? fileURLToPath(new URL("../../../../shared/corpus", import.meta.url));
const github = createRequire(import.meta.url).resolve("@octokit/openapi/generated/api.github.com.json");
const platform = fileURLToPath(new URL("../../../specs/openapi.yaml", import.meta.url));
const load = readFileSync(new URL("load.py", import.meta.url), "utf8");

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
const project = new Project();
const packages = new Map<string, string>();
const errors: Diagnostic[] = [];
let complaints: readonly string[] = [];

beforeAll(async () => {
  for (const file of files) {
    const { contract } = await read(file);
    if (contract !== undefined) {
      const name = nameOf(file);
      const printed = await python.print(contract, { ...options, packageName: name });
      errors.push(...printed.diagnostics.filter(({ severity }) => severity === "error"));
      project.add(printed.files);
      packages.set(file, name);
    }
  }
  complaints = havePython ? project.typecheck() : [];
}, 600_000);

afterAll(() => project[Symbol.dispose]());

const title = absent ? "the platform's document (corpus absent)" : "the corpus";

describe.skipIf(!havePython)(`${title}`, () => {
  test("every SDK is imported without a warning, and every type of it can be built", () => {
    expect(project.run(load, [...packages.values()])).toBe("");
  }, 300_000);

  test("pyright has no complaint, strictly", () => {
    expect(complaints.slice(0, 20)).toEqual([]);
  });

  test("documents were read, and none has what cannot be printed", () => {
    expect(packages.size).toBeGreaterThan(files.length / 2);
    expect(errors).toEqual([]);
  });
});

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
