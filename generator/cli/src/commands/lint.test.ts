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
