import { expect, test } from "vitest";
import { openapi } from "../testing/documents.js";
import { fill, temporaryFolder } from "../testing/folder.js";
import { parlance } from "../testing/parlance.js";

const asyncapi = "asyncapi: 3.0.0\ninfo: { title: Acme, version: 1.0.0 }\nchannels: {}\n";

test("lint reads documents of both kinds", async () => {
  const folder = temporaryFolder();
  fill(folder, { "openapi.yaml": openapi(), "asyncapi.yaml": asyncapi });
  const ended = await parlance(folder, "lint", "openapi.yaml", "asyncapi.yaml");
  expect(ended).toMatchObject({ code: 0, stdout: "2 files read: usable\n" });
});

test("lint finds the documents of a folder and of a config file", async () => {
  const folder = temporaryFolder();
  fill(folder, {
    "specs/openapi.yaml": openapi(),
    "specs/asyncapi.yaml": asyncapi,
    "specs/other.yaml": "not: ours\n",
    "parlance.config.json": '{ "openapi": "specs/openapi.yaml" }',
  });
  expect((await parlance(folder, "lint", "specs")).stdout).toBe("2 files read: usable\n");
  expect((await parlance(folder, "lint")).stdout).toBe("1 file read: usable\n");
  expect((await parlance(folder, "lint", "parlance.config.json")).stdout).toBe("1 file read: usable\n");
});

test("lint prints notes as well", async () => {
  const folder = temporaryFolder();
  const paths = "/users:\n  get:\n    responses: { '200': { description: OK } }";
  fill(folder, { "openapi.yaml": openapi({ paths }) });
  const { code, stderr } = await parlance(folder, "lint", "openapi.yaml");
  expect(code).toBe(0);
  expect(stderr).toContain("info operation-id-derived: ");
});

/** A document of which the languages, and not the Contract, have something to say. */
const kafka = [
  "asyncapi: 3.0.0",
  "info: { title: Acme, version: 1.0.0 }",
  "servers: { main: { host: 'kafka.example.com', protocol: kafka } }",
  "channels: { orders: { address: orders, messages: { placed: { payload: { type: string } } } } }",
  "operations: { placed: { action: receive, channel: { $ref: '#/channels/orders' } } }",
  "",
].join("\n");

test("lint says what generate says, once for all languages", async () => {
  const folder = temporaryFolder();
  fill(folder, { "asyncapi.yaml": kafka });
  const ended = await parlance(folder, "lint", "asyncapi.yaml");
  expect(ended).toMatchObject({ code: 0, stdout: "1 file read: usable\n" });
  expect(ended.stderr.match(/warning channel-protocol-unsupported: /gu)).toHaveLength(1);
  const options = ["--language", "typescript,python", "--out", "sdk"];
  const made = await parlance(folder, "generate", "--asyncapi", "asyncapi.yaml", ...options);
  expect(made.stderr).toBe(ended.stderr);
});

test("lint asks the languages of its option, else of the config", async () => {
  const folder = temporaryFolder();
  const further =
    "Further: { type: object, properties: { a: { type: string } }, additionalProperties: { type: integer } }";
  const config = JSON.stringify({ openapi: "openapi.yaml", languages: ["typescript"] });
  fill(folder, { "openapi.yaml": openapi({ schemas: further }), "parlance.config.json": config });
  expect((await parlance(folder, "lint")).stderr).toBe("");
  expect((await parlance(folder, "lint", "--language", "typescript,go")).stderr).toContain(
    "info extra-members-untyped: ",
  );
  expect((await parlance(folder, "lint", "openapi.yaml")).stderr).toContain("info extra-members-untyped: ");
});

test("lint exits with 2 for an unusable document, with --strict for a warning", async () => {
  const folder = temporaryFolder();
  fill(folder, { "bad.yaml": "openapi: [", "openapi.yaml": openapi({ schemas: "User: { type: nonsense }" }) });
  expect(await parlance(folder, "lint", "bad.yaml")).toMatchObject({ code: 2, stdout: "1 file read: unusable\n" });
  expect((await parlance(folder, "lint", "openapi.yaml")).code).toBe(0);
  expect((await parlance(folder, "lint", "openapi.yaml", "--strict")).code).toBe(2);
});

test("lint with --json gives everything as data", async () => {
  const folder = temporaryFolder();
  fill(folder, { "bad.yaml": "openapi: [" });
  const { code, stdout, stderr } = await parlance(folder, "lint", "bad.yaml", "--json");
  expect({ code, stderr }).toEqual({ code: 2, stderr: "" });
  expect(JSON.parse(stdout)).toMatchObject({ status: "failed", diagnostics: [{ code: "syntax-invalid" }] });
});

test("lint without a document says how to name one", async () => {
  const { code, stderr } = await parlance(temporaryFolder(), "lint");
  expect(code).toBe(2);
  expect(stderr).toContain("Name one after `parlance lint`, or in parlance.config.ts");
});

test("lint says when a folder holds no document", async () => {
  const folder = temporaryFolder();
  const { code, stderr } = await parlance(folder, "lint", ".");
  expect(code).toBe(2);
  expect(stderr).toContain(".:1: error document-missing: ");
});
