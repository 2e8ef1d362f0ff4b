import { expect, test } from "vitest";

import { missingParts } from "./missing-parts.ts";

const whole = {
  description: "A package.",
  license: "Apache-2.0",
  repository: "github:x/y",
  keywords: ["x"],
  engines: { node: ">=22" },
  files: ["dist"],
  type: "module",
  exports: { ".": "./dist/index.js" },
};
const shipped = ["package.json", "README.md", "LICENSE", "dist/index.js"];

function lacks(manifest: Record<string, unknown>, files = shipped, generated = false): string[] {
  return missingParts({ manifest, files, generated });
}

test("a whole package lacks nothing", () => {
  expect(lacks(whole)).toEqual([]);
});

test("an absent member is named", () => {
  const { keywords: _keywords, ...rest } = whole;
  expect(lacks(rest)).toEqual([`package.json has no "keywords"`]);
});

test("a tarball without README and LICENSE is refused", () => {
  expect(lacks(whole, ["package.json"])).toEqual(["the tarball has no README.md", "the tarball has no LICENSE"]);
});

test("sources and tests stay at home", () => {
  expect(lacks(whole, [...shipped, "src/a.ts", "dist/a.test.js"])).toEqual([
    "the tarball ships src/a.ts",
    "the tarball ships dist/a.test.js",
  ]);
});

test("a package that offers nothing is refused", () => {
  const { exports: _exports, ...rest } = whole;
  expect(lacks(rest)).toEqual([`neither "exports" nor "bin"`]);
});

test("a generated package needs no keywords and no repository", () => {
  const { keywords: _keywords, repository: _repository, ...rest } = whole;
  expect(lacks(rest, shipped, true)).toEqual([]);
});
