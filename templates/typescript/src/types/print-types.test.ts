import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { printTypes } from "./print-types.js";

const header = "// Header";
const document = {
  document: {
    openapi: "3.1.0",
    info: { title: "T", version: "1" },
    paths: {},
    components: {
      schemas: {
        Thing: { type: "string" },
        Own: { type: "object", properties: { of: { $ref: "#/components/schemas/Thing" } } },
      },
    },
  },
  files: new Map([["Own", "types/things"]]),
};

const started = process.cwd();
let folder = "";

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "parlance-cwd-"));
});

afterEach(async () => {
  process.chdir(started);
  await rm(folder, { recursive: true, force: true });
});

test("types are printed into the files they belong in, which import each other", async () => {
  expect(await printTypes(document, header)).toEqual([
    {
      path: "src/types.gen.ts",
      text: `${header}\n\nexport type Thing = string;\n`,
    },
    {
      path: "src/types/things.gen.ts",
      text: `${header}\n\nimport type { Thing } from '../types.gen.js';\n\nexport type Own = {\n    of?: Thing;\n};\n`,
    },
  ]);
});

test("nothing in the working folder has a say, and nothing is left there", async () => {
  const expected = await printTypes(document, header);
  await writeFile(
    join(folder, "openapi-ts.config.mjs"),
    `export default [{ output: { path: "a" } }, { output: { path: "b" } }];`,
  );
  await writeFile(join(folder, "tsconfig.json"), `{ "compilerOptions": { "module": "preserve" } }`);
  await writeFile(join(folder, ".openapi-tsrc"), "parser.filters.schemas.exclude.0=/.*/\noutput.header=// other\n");
  process.chdir(folder);
  expect(await printTypes(document, header)).toEqual(expected);
  expect(await readdir(folder)).toEqual([".openapi-tsrc", "openapi-ts.config.mjs", "tsconfig.json"]);
});

test("a document without types gives no file", async () => {
  const empty = { ...document.document, components: { schemas: {} } };
  expect(await printTypes({ document: empty, files: new Map() }, header)).toEqual([]);
});
