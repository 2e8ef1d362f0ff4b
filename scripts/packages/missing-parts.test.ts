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

test("a whole package lacks nothing", () => {
  expect(missingParts(whole, shipped)).toEqual([]);
});

test("an absent member is named", () => {
  const { keywords: _keywords, ...rest } = whole;
  expect(missingParts(rest, shipped)).toEqual([`package.json has no "keywords"`]);
});

test("a tarball without README and LICENSE is refused", () => {
  expect(missingParts(whole, ["package.json"])).toEqual(["the tarball has no README.md", "the tarball has no LICENSE"]);
});

test("sources and tests stay at home", () => {
  expect(missingParts(whole, [...shipped, "src/a.ts", "dist/a.test.js"])).toEqual([
    "the tarball ships src/a.ts",
    "the tarball ships dist/a.test.js",
  ]);
});

test("a package that offers nothing is refused", () => {
  const { exports: _exports, ...rest } = whole;
  expect(missingParts(rest, shipped)).toEqual([`neither "exports" nor "bin"`]);
});
