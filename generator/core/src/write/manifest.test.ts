import { expect, test } from "vitest";
import { output } from "../testing/output.js";
import { parseManifest } from "./manifest.js";
import { manifestFile } from "./manifest-file.js";

test("manifestFile lists generator, options, inputs and files with their digests", () => {
  const { path, text } = manifestFile(output("sdk", { "a.ts": "" }));
  expect(path).toBe(".parlance-manifest.json");
  expect(JSON.parse(text)).toEqual({
    manifest: 1,
    generator: "1.0.0",
    language: "test",
    options: {},
    documents: { openapi: ["openapi.yaml"], asyncapi: [] },
    inputs: [{ path: "openapi.yaml", sha256: "0" }],
    files: [{ path: "a.ts", sha256: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" }],
  });
});

test("parseManifest reads what manifestFile wrote", () => {
  const { text } = manifestFile(output("sdk", { "src/a.ts": "1\n" }));
  expect(`${JSON.stringify(parseManifest(text), undefined, 2)}\n`).toBe(text);
});

test.each(["../a", "/a", "a//b", ""])("parseManifest takes no manifest that lists %j", (path) => {
  expect(parseManifest(manifestFile(output("sdk", { [path]: "" })).text)).toBeUndefined();
});
