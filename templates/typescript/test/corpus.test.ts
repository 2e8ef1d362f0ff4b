import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { typescript } from "../src/typescript.js";
import { compile, writeProject } from "./compile.js";
import { options, read } from "./generate.js";
import { probes } from "./probes.js";

const beside = fileURLToPath(new URL("../../../../shared/corpus", import.meta.url));
const corpus = join(process.env.PARLANCE_CORPUS ?? beside, "openapi");
const github = createRequire(import.meta.url).resolve("@octokit/openapi/generated/api.github.com.json");

/** Documents that are quick and show the most: circles, discriminators, uploads, styles, a large real one. */
const quick =
  /(?:discord|oxide-nexus|oai-.*|opc-.*|circular.*|discriminators|polymorphism|file-uploads|form-data|schema-.*|parameters-.*)\.(?:json|yaml)$/u;

/** CI tries everything; so does whoever sets the variable. */
const whole = process.env.CI === "true" || process.env.PARLANCE_WHOLE_CORPUS === "1";

const absent = !existsSync(corpus);

if (absent && process.env.CI === "true") {
  throw new Error(`The corpus of documents is not at ${corpus}`);
}

/** Without the corpus (a clone elsewhere) only GitHub's document is tried, and the title of the test says so. */
const documents = absent ? [github] : [...(whole ? [github] : []), ...(await findDocuments())];

let complaints: readonly string[] = [];

beforeAll(async () => {
  const folders: string[] = [];
  for (const file of documents) {
    folders.push(await generate(file));
  }
  complaints = (await compile("corpus", folders)).split("\n").filter((each) => each !== "");
}, 240_000);

describe.each(documents.map((file) => [nameOf(file), absent ? "corpus absent" : "corpus"]))("%s (%s)", (name) => {
  test("becomes an SDK that compiles strictly and has no type that is never", () => {
    expect(complaints.filter((each) => each.startsWith(`${name}/`))).toEqual([]);
  });
});

test("the compiler has no other complaint", () => {
  expect(complaints.filter((each) => !documents.some((file) => each.startsWith(`${nameOf(file)}/`)))).toEqual([]);
});

/** Generates twice and compares, then writes the SDK with its probes. */
async function generate(file: string): Promise<string> {
  const { contract, diagnostics } = await read(file);
  if (contract === undefined) {
    throw new Error(`${file}: ${diagnostics.map(({ message }) => message).join(" ")}`);
  }
  const printed = await typescript.print(contract, options);
  const again = await typescript.print(contract, options);
  expect(printed.diagnostics).toEqual([]);
  expect(again.files).toEqual(printed.files);
  return writeProject(nameOf(file), [...printed.files, probes(contract, printed.files)]);
}

function nameOf(file: string): string {
  return (file.startsWith(corpus) ? relative(corpus, file) : basename(file)).replaceAll(/[^\w.]+/gu, "-");
}

async function findDocuments(): Promise<readonly string[]> {
  const entries = await readdir(corpus, { recursive: true, withFileTypes: true });
  return entries
    .filter((each) => each.isFile() && /\.(?:json|yaml)$/u.test(each.name) && (whole || quick.test(each.name)))
    .map(({ parentPath, name }) => join(parentPath, name))
    .toSorted();
}
