import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openapi } from "./testing/documents.js";
import { contentOf, fill, temporaryFolder } from "./testing/folder.js";
import { parlance } from "./testing/parlance.js";

const get = (id: string): string => `get:\n    operationId: ${id}\n    responses: { '200': { description: OK } }`;

/** Generates from one document and expects nothing but a diagnostic. */
async function refused(document: string, options: { readonly name?: string } = {}): Promise<string> {
  const { name = "openapi.yaml" } = options;
  const folder = temporaryFolder();
  fill(folder, { [name]: document });
  const ended = await parlance(folder, "generate", "--openapi", name, "--language", "typescript", "--out", "sdk");
  expect(ended).toMatchObject({ code: 2, stdout: "" });
  expect(readdirSync(folder)).toEqual([name]);
  return ended.stderr;
}

test("broken YAML", async () => {
  expect(await refused("openapi: 3.1.0\ninfo: {\n  title: [\n")).toMatch(
    /^openapi\.yaml:[34]: error syntax-invalid: /u,
  );
});

test("broken JSON", async () => {
  const text = '{\n "openapi": "3.1.0",\n "info": ]\n}';
  expect(await refused(text, { name: "openapi.json" })).toMatch(/^openapi\.json:3: error syntax-invalid: /u);
});

test("a $ref that points at nothing", async () => {
  const schemas = "User:\n  type: object\n  properties:\n    id: { $ref: '#/components/schemas/Id' }";
  expect(await refused(openapi({ schemas }))).toContain("openapi.yaml:13: error ref-unresolved: ");
});

test("a $ref to a file that is not there", async () => {
  const schemas = "User:\n  $ref: 'users.yaml#/User'";
  expect(await refused(openapi({ schemas }))).toMatch(/openapi\.yaml:1[01]: error ref-unresolved: .*users\.yaml/u);
});

test("a circular $ref of a scalar", async () => {
  const schemas = "A: { $ref: '#/components/schemas/B' }\nB: { $ref: '#/components/schemas/A' }";
  expect(await refused(openapi({ schemas }))).toMatch(/openapi\.yaml:1[01]: error ref-circular: /u);
});

test("duplicate operation ids", async () => {
  const paths = `/a:\n  ${get("users.list")}\n/b:\n  ${get("users.list")}`;
  expect(await refused(openapi({ paths }))).toMatch(/openapi\.yaml:10: error operation-id-duplicate: .*users\.list/u);
});

test("two schemas that clash after casing", async () => {
  const schemas =
    "user_id: { type: object, properties: { a: { type: string } } }\nuserId: { type: object, properties: { b: { type: string } } }";
  const said = await refused(openapi({ schemas }));
  expect(said).toMatch(/openapi\.yaml:1[01]: error name-clash: .*openapi\.yaml:1[01]/u);
  expect(said).toContain("x-parlance-name");
});

test("two operations that clash after casing", async () => {
  const paths = `/a:\n  ${get("users.list_all")}\n/b:\n  ${get("users.listAll")}`;
  expect(await refused(openapi({ paths }))).toMatch(/openapi\.yaml:\d+: error name-clash: .*openapi\.yaml:\d+/u);
});

test("a document that is neither OpenAPI nor AsyncAPI", async () => {
  expect(await refused("name: something else\n")).toContain("openapi.yaml:1: error document-kind-unknown: ");
});

test("an AsyncAPI document as --openapi", async () => {
  const text = "asyncapi: 3.0.0\ninfo: { title: Acme, version: 1.0.0 }\n";
  expect(await refused(text)).toContain("openapi.yaml:1: error document-kind-mismatch: ");
});

test("an empty document", async () => {
  expect(await refused("")).toContain("openapi.yaml:1: error file-empty: ");
});

test.each([
  [
    "JSON",
    "openapi.json",
    (): string => {
      const filler = JSON.stringify("x".repeat(5_000));
      return `{"openapi":"3.1.0","info":{"title":"Deep","version":"1.0.0"},"paths":{},"x-deep":\n${`[${filler},`.repeat(10_000)}0${"]".repeat(10_000)}}`;
    },
  ],
  [
    "YAML",
    "openapi.yaml",
    (): string => {
      const levels = Array.from({ length: 10_000 }, (_, depth) => `${" ".repeat(depth + 1)}a:`);
      return `openapi: 3.1.0\ninfo: { title: Deep, version: 1.0.0 }\npaths: {}\nx-deep:\n${levels.join("\n")}\n`;
    },
  ],
] as const)(
  "50 MB of %s, nested 10,000 levels deep",
  async (_, name, document) => {
    const text = document();
    expect(text.length).toBeGreaterThan(50_000_000);
    expect(await refused(text, { name })).toMatch(/^openapi\.(json|yaml):\d+: error nesting-too-deep: /u);
  },
  60_000,
);

test("a document that is not there", async () => {
  const folder = temporaryFolder();
  const ended = await parlance(folder, "generate", "--openapi", "no.yaml", "--language", "typescript", "--out", "sdk");
  expect(ended).toMatchObject({ code: 2, stdout: "" });
  expect(ended.stderr).toContain("no.yaml:1: error file-missing: ");
  expect(readdirSync(folder)).toEqual([]);
});

test("an unknown language", async () => {
  const folder = temporaryFolder();
  fill(folder, { "openapi.yaml": openapi() });
  const ended = await parlance(folder, "generate", "--openapi", "openapi.yaml", "--language", "cobol", "--out", "sdk");
  expect(ended).toMatchObject({ code: 2, stdout: "" });
  expect(ended.stderr).toContain(
    'error language-unknown: There is no language "cobol".\n  The languages are typescript',
  );
  expect(existsSync(join(folder, "sdk"))).toBe(false);
});

test("an unknown language in the config names its line", async () => {
  const folder = temporaryFolder();
  const config = '{\n  "openapi": "openapi.yaml",\n  "out": "sdk",\n  "languages": ["typescript",\n    "cobol"]\n}';
  fill(folder, { "openapi.yaml": openapi(), "parlance.config.json": config });
  const ended = await parlance(folder, "generate");
  expect(ended.code).toBe(2);
  expect(ended.stderr).toContain("parlance.config.json:5: error language-unknown: ");
});

test.each(["file/sdk", "/proc/sdk", "/dev/null/sdk"])("the unwritable folder %s", async (out) => {
  const folder = temporaryFolder();
  fill(folder, { "openapi.yaml": openapi(), file: "mine" });
  const before = contentOf(folder);
  const ended = await parlance(
    folder,
    "generate",
    "--openapi",
    "openapi.yaml",
    "--language",
    "typescript",
    "--out",
    out,
  );
  expect(ended).toMatchObject({ code: 2, stdout: "" });
  expect(ended.stderr).toContain(`${out}:1: error output-unwritable: ${out} cannot be written: `);
  expect(contentOf(folder)).toEqual(before);
});

test("a file of the user's in the way", async () => {
  const folder = temporaryFolder();
  fill(folder, { "openapi.yaml": openapi(), "sdk/package.json": "{}" });
  const before = contentOf(folder);
  const ended = await parlance(
    folder,
    "generate",
    "--openapi",
    "openapi.yaml",
    "--language",
    "typescript",
    "--out",
    "sdk",
  );
  expect(ended).toMatchObject({ code: 2, stdout: "" });
  expect(ended.stderr).toContain("sdk/package.json:1: error file-not-ours: ");
  expect(contentOf(folder)).toEqual(before);
});

test("a failed run leaves the output of the last one", async () => {
  const folder = temporaryFolder();
  fill(folder, { "openapi.yaml": openapi() });
  const generate = ["generate", "--openapi", "openapi.yaml", "--language", "typescript", "--out", "sdk"];
  expect((await parlance(folder, ...generate)).code).toBe(0);
  const before = contentOf(join(folder, "sdk"));
  writeFileSync(join(folder, "openapi.yaml"), "openapi: [");
  expect((await parlance(folder, ...generate)).code).toBe(2);
  expect(contentOf(join(folder, "sdk"))).toEqual(before);
});
