import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { openapi } from "../testing/documents.js";
import { contentOf, fill, temporaryFolder } from "../testing/folder.js";
import { parlance } from "../testing/parlance.js";

const options = ["generate", "--openapi", "openapi.yaml", "--language", "typescript", "--out", "sdk"] as const;

/** A folder with a document, and with the SDK made from it. */
async function generated(): Promise<string> {
  const folder = temporaryFolder();
  fill(folder, { "openapi.yaml": openapi() });
  expect((await parlance(folder, ...options)).code).toBe(0);
  return folder;
}

test("generate makes a package, named as asked", async () => {
  const folder = temporaryFolder();
  fill(folder, { "openapi.yaml": openapi() });
  const ended = await parlance(folder, ...options, "--package", "@acme/sdk", "--version", "4.5.6");
  expect(ended).toMatchObject({ code: 0, stderr: "" });
  expect(ended.stdout).toMatch(/^typescript in sdk: \d+ files added\n$/u);
  const sdk = contentOf(join(folder, "sdk"));
  expect(JSON.parse(sdk["package.json"] ?? "")).toMatchObject({ name: "@acme/sdk", version: "4.5.6" });
});

test("generate does nothing the second time", async () => {
  const folder = await generated();
  const before = contentOf(folder);
  expect(await parlance(folder, ...options)).toEqual({
    code: 0,
    stdout: "typescript in sdk: up to date\n",
    stderr: "",
  });
  expect(contentOf(folder)).toEqual(before);
});

test("generate with --json prints one line with status, files and diagnostics", async () => {
  const folder = temporaryFolder();
  fill(folder, { "openapi.yaml": openapi() });
  const { code, stdout, stderr } = await parlance(folder, ...options, "--json");
  expect({ code, stderr, lines: stdout.split("\n").length }).toEqual({ code: 0, stderr: "", lines: 2 });
  expect(JSON.parse(stdout)).toMatchObject({ status: "changed", changed: true });
  expect(JSON.parse(stdout).files).toContainEqual({
    language: "typescript",
    folder: "sdk",
    path: "package.json",
    change: "added",
  });
});

test("generate with --json gives errors as data too", async () => {
  const folder = temporaryFolder();
  fill(folder, { "openapi.yaml": "name: else\n" });
  const { code, stdout, stderr } = await parlance(folder, ...options, "--json");
  expect({ code, stderr }).toEqual({ code: 2, stderr: "" });
  expect(JSON.parse(stdout)).toMatchObject({
    status: "failed",
    changed: false,
    files: [],
    diagnostics: [{ code: "document-kind-unknown", severity: "error", place: { file: "openapi.yaml", line: 1 } }],
  });
});

test("generate with --check is fine with what was generated", async () => {
  const folder = await generated();
  expect(await parlance(folder, ...options, "--check")).toMatchObject({ code: 0, stderr: "" });
});

test("generate with --check lists missing, changed and stale files, exits with 1 and writes nothing", async () => {
  const folder = await generated();
  const schemas = "Account: { type: object, properties: { id: { type: string } } }";
  writeFileSync(join(folder, "openapi.yaml"), openapi({ schemas }));
  writeFileSync(join(folder, "sdk/package.json"), "edited\n");
  const before = contentOf(folder);
  const ended = await parlance(folder, ...options, "--check");
  expect(ended).toMatchObject({ code: 1, stderr: "" });
  expect(ended.stdout).toContain("changed sdk/package.json\n");
  expect(contentOf(folder)).toEqual(before);
});

test("generate refuses to replace an edited file until it is told to", async () => {
  const folder = await generated();
  writeFileSync(join(folder, "sdk/package.json"), "edited\n");
  const refused = await parlance(folder, ...options);
  expect(refused).toMatchObject({ code: 2, stdout: "" });
  expect(refused.stderr).toContain("sdk/package.json:1: error file-edited: ");
  expect((await parlance(folder, ...options, "--force")).stdout).toBe("typescript in sdk: 1 file changed\n");
});

test("generate with several languages gives each a folder", async () => {
  const folder = temporaryFolder();
  fill(folder, { "openapi.yaml": openapi() });
  const ended = await parlance(folder, ...options, "--language", "typescript,typescript-server");
  expect(ended.code).toBe(0);
  expect(ended.stdout).toMatch(
    /^typescript in sdk\/typescript: .*\ntypescript-server in sdk\/typescript-server: .*\n$/u,
  );
});

test("generate takes languages one after the other, and a package name for each", async () => {
  const folder = temporaryFolder();
  fill(folder, { "openapi.yaml": openapi() });
  const names = ["--package", "acme-sdk", "--package", "go=example.com/acme/sdk"];
  const ended = await parlance(folder, ...options, "--language", "python", "go", ...names);
  expect(ended).toMatchObject({ code: 0, stderr: "" });
  const sdks = contentOf(join(folder, "sdk"));
  expect(sdks["go/go.mod"]).toContain("module example.com/acme/sdk\n");
  expect(sdks["python/pyproject.toml"]).toContain('name = "acme-sdk"');
});

test("generate refuses a package name for a language that there is not", async () => {
  const folder = temporaryFolder();
  const { code, stderr } = await parlance(folder, ...options, "--package", "ruby=acme");
  expect(code).toBe(2);
  expect(stderr).toContain('error language-unknown: There is no language "ruby".');
});

test("generate takes the perspective of a document that has none from an option, and makes the SDK anew for another", async () => {
  const folder = temporaryFolder();
  const document = [
    "asyncapi: 3.0.0",
    "info: { title: Acme, version: 1.0.0 }",
    "channels: { feed: { address: /feed, messages: { tick: { payload: { type: object } } } } }",
    "operations: { tell: { action: send, channel: { $ref: '#/channels/feed' } } }",
  ];
  fill(folder, { "asyncapi.yaml": `${document.join("\n")}\n` });
  const command = ["generate", "--asyncapi", "asyncapi.yaml", "--language", "typescript", "--out", "sdk"];
  expect((await parlance(folder, ...command)).stderr).toContain("info perspective-assumed: ");
  const turned = await parlance(folder, ...command, "--perspective", "server");
  expect(turned.stderr).toBe("");
  expect(turned.stdout).toMatch(/^typescript in sdk: .*changed/u);
  expect((await parlance(folder, "lint", "asyncapi.yaml", "--perspective", "client")).stderr).toBe("");
  const wrong = await parlance(folder, ...command, "--perspective", "both");
  expect(wrong).toMatchObject({ code: 2, stdout: "" });
  expect(wrong.stderr).toContain('error perspective-invalid: "both" is no perspective.');
});

test("generate with --strict takes a warning for an error", async () => {
  const folder = temporaryFolder();
  fill(folder, { "openapi.yaml": openapi({ schemas: "User: { type: nonsense }" }) });
  const lenient = await parlance(folder, ...options);
  expect(lenient.code).toBe(0);
  expect(lenient.stderr).toContain("warning type-unknown: ");
  const strict = await parlance(folder, ...options, "--strict", "--out", "strict");
  expect(strict.code).toBe(2);
  expect(strict.stderr).toContain("error type-unknown: ");
});

test("generate prints notes, the first of each code and a count of the rest", async () => {
  const folder = temporaryFolder();
  const get = "get: { responses: { '200': { description: OK } } }";
  const paths = Array.from({ length: 25 }, (_, number) => `/users/${number}: { ${get} }`);
  const content = "content: { application/json: {}, text/csv: {} }";
  const last = `/users/z: { get: { operationId: last, responses: { '200': { description: OK, ${content} } } } }`;
  fill(folder, { "openapi.yaml": openapi({ paths: [...paths, last].join("\n") }) });
  const { stderr } = await parlance(folder, ...options);
  expect(stderr.match(/info operation-id-derived: /gu)).toHaveLength(19);
  expect(stderr).toContain("info json-preferred: ");
  expect(stderr).toMatch(/… and 6 more infos; parlance lint shows all\.\n0 errors, 0 warnings, 26 infos\.\n$/u);
  const all = (await parlance(folder, "lint", "openapi.yaml", "--language", "typescript")).stderr;
  expect(all).toMatch(/\n0 errors, 0 warnings, 26 infos\.\n$/u);
});

/** Makes `parlance` importable in a folder, as an installation would. */
function installed(folder: string): void {
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(resolve(import.meta.dirname, "../.."), join(folder, "node_modules/parlance"));
}

test("generate without options follows the config file", async () => {
  const folder = temporaryFolder();
  const config = [
    'import { defineConfig } from "parlance";',
    "interface Names { readonly scope: string }",
    'const names: Names = { scope: "@acme" };',
    "export default defineConfig({",
    '  openapi: "specs/openapi.yaml",',
    '  languages: { typescript: { out: "packages/sdk" } },',
    "  package: `${names.scope}/sdk`,",
    "});",
  ].join("\n");
  fill(folder, { "specs/openapi.yaml": openapi(), "parlance.config.ts": config });
  installed(folder);
  const ended = await parlance(folder, "generate");
  expect(ended).toMatchObject({ code: 0, stderr: "" });
  expect(ended.stdout).toContain("typescript in packages/sdk: ");
});

test("generate takes the config's paths from the config's folder, and options before the config", async () => {
  const folder = temporaryFolder();
  const document = join(folder, "api/openapi.yaml");
  const config = JSON.stringify({ openapi: [document], languages: ["typescript"], out: "sdk", package: "one" });
  fill(folder, { "api/openapi.yaml": openapi(), "api/parlance.config.json": config });
  const ended = await parlance(folder, "generate", "--config", "api/parlance.config.json", "--package", "two");
  expect(ended.stdout).toContain("typescript in api/sdk: ");
  expect(JSON.parse(contentOf(folder)["api/sdk/package.json"] ?? "")).toMatchObject({ name: "two" });
});

test.each([
  ["a misspelled member", '{\n  "opanapi": "openapi.yaml"\n}', "parlance.config.json:2: error config-invalid: "],
  ["a member of the wrong type", '{\n  "openapi": 7\n}', "parlance.config.json:2: error config-invalid: "],
  ["broken JSON", '{\n  "openapi": "a"\n  "out": "b"\n}', "parlance.config.json:3: error config-invalid: "],
  ["no document", "{}", "parlance.config.json:1: error document-missing: "],
  ["no language", '{ "openapi": "openapi.yaml", "out": "sdk" }', "parlance.config.json:1: error language-missing: "],
  ["no output folder", '{ "openapi": "a.yaml", "languages": ["typescript"] }', "json:1: error output-missing: "],
  [
    "a bad version",
    '{ "openapi": "a.yaml", "languages": ["typescript"], "out": "o",\n"version": "1" }',
    "json:2: error version-invalid: ",
  ],
  [
    "two languages in one folder",
    '{ "openapi": "a.yaml", "languages": { "typescript": { "out": "o" }, "typescript-server": { "out": "./o" } } }',
    "error output-shared: ",
  ],
])("generate refuses a config with %s", async (_, config, said) => {
  const folder = temporaryFolder();
  fill(folder, { "openapi.yaml": openapi(), "parlance.config.json": config });
  const ended = await parlance(folder, "generate");
  expect(ended).toMatchObject({ code: 2, stdout: "" });
  expect(ended.stderr).toContain(said);
});

test("generate names the line of a config that throws", async () => {
  const folder = temporaryFolder();
  fill(folder, { "parlance.config.mjs": "const a = 1;\n\nthrow new Error(`no ${a}`);\n" });
  expect((await parlance(folder, "generate")).stderr).toContain("parlance.config.mjs:3: error config-invalid: ");
});

test("generate without anything says what it needs", async () => {
  const { code, stderr } = await parlance(temporaryFolder(), "generate");
  expect(code).toBe(2);
  expect(stderr).toContain("error document-missing: No document was given.\n  Name one with --openapi");
});

test("an output folder may be named with steps back from folders that are not there", async () => {
  const folder = temporaryFolder();
  fill(folder, { "openapi.yaml": openapi() });
  const ended = await parlance(folder, ...options.slice(0, -1), "./no/../sdk");
  expect(ended).toMatchObject({ code: 0, stderr: "" });
  expect(readdirSync(folder)).toEqual(["openapi.yaml", "sdk"]);
});
