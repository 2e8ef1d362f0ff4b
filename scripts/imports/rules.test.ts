import { describe, expect, test } from "vitest";

import { readModule } from "./read-module.ts";
import { violations } from "./rules.ts";
import type { PackageRule } from "./table.ts";

const house: readonly PackageRule[] = [
  { name: "@x/core", folder: "core", mayImport: [] },
  { name: "@x/runtime", folder: "runtime", mayImport: [], portable: true },
  { name: "@x/sdk", folder: "sdk", mayImport: ["@x/runtime/codegen/v1"], portable: true },
  { name: "@x/cli", folder: "cli", mayImport: ["@x/core"] },
];

/** Violations of a repository given as path → source, each as `place message`. */
function check(files: Readonly<Record<string, string>>, table = house): string[] {
  const modules = Object.entries(files).map(([path, source]) => readModule(path, source));
  return violations(modules, table).map(({ place, message }) => `${place} ${message}`);
}

describe("edges between packages", () => {
  test("one that is in the table passes", () => {
    expect(check({ "cli/src/a.ts": `import { x } from "@x/core";` })).toEqual([]);
  });

  test("one that is not in the table is refused with file and line", () => {
    expect(check({ "core/src/a.ts": `\nimport { x } from "@x/cli";` })).toEqual([
      `core/src/a.ts:2 @x/core may not import "@x/cli" (it may import: nothing of ours). The table is scripts/imports/table.ts.`,
    ]);
  });

  test.each([
    ["a type-only import", `import type { X } from "@x/cli";`],
    ["a re-export", `export { x } from "@x/cli";`],
    ["a star re-export", `export * from "@x/cli";`],
    ["an import for its side effect", `import "@x/cli";`],
    ["a dynamic import", `const load = () => import("@x/cli");`],
    ["an inner path", `import { x } from "@x/cli/internal";`],
  ])("%s is refused as well", (_what, source) => {
    expect(check({ "core/src/a.ts": source })).toHaveLength(1);
  });

  test("generated code may import the runtime's versioned entry", () => {
    expect(check({ "sdk/src/a.gen.ts": `import { call } from "@x/runtime/codegen/v1";` })).toEqual([]);
  });

  test("generated code may not import the runtime's user entry", () => {
    expect(check({ "sdk/src/a.gen.ts": `import { call } from "@x/runtime";` })).toHaveLength(1);
  });

  test("a relative path into another package is refused", () => {
    expect(check({ "cli/src/a.ts": `import { x } from "../../core/src/x.js";` })[0]).toContain("leaves cli");
  });

  test("third-party packages are no concern of the table", () => {
    expect(check({ "core/src/a.ts": `import { parse } from "yaml";` })).toEqual([]);
  });
});

describe("Node built-ins in portable code", () => {
  test.each(["node:fs", "fs", "fs/promises"])("%s is refused in src", (specifier) => {
    expect(check({ "runtime/src/a.ts": `import { x } from "${specifier}";` })[0]).toContain("runs in browsers");
  });

  test.each(["runtime/src/node/a.ts", "runtime/src/a.test.ts", "runtime/tsdown.config.ts", "core/src/a.ts"])(
    "they are allowed in %s",
    (path) => {
      expect(check({ [path]: `import { x } from "node:fs";` })).toEqual([]);
    },
  );
});

describe("cycles", () => {
  test("between files are refused, with the way round", () => {
    const files = {
      "core/src/a.ts": `import { b } from "./b.js";`,
      "core/src/b.ts": `import { c } from "./deep/c.js";`,
      "core/src/deep/c.ts": `import { type A, a } from "../a.js";`,
    };
    expect(check(files)).toEqual([
      "core/src/a.ts import cycle between files: core/src/a.ts → core/src/b.ts → core/src/deep/c.ts → core/src/a.ts. " +
        "Move what both need into a third file.",
    ]);
  });

  test("types may name each other in a circle: nothing of it runs", () => {
    const files = {
      "core/src/a.ts": `import { b } from "./b.js";`,
      "core/src/b.ts": `import type { A } from "./a.js"; export type { C } from "./c.js";`,
      "core/src/c.ts": `import { type B } from "./b.js";`,
    };
    expect(check(files)).toEqual([]);
  });

  test("a file that imports itself is one", () => {
    expect(check({ "core/src/a.ts": `import { a } from "./a.js";` })).toHaveLength(1);
  });

  test("a diamond is none", () => {
    const files = {
      "core/src/a.ts": `import "./b.js"; import "./c.js";`,
      "core/src/b.ts": `import "./d.js";`,
      "core/src/c.ts": `import "./d.js";`,
      "core/src/d.ts": "export {};",
    };
    expect(check(files)).toEqual([]);
  });

  test("between packages are refused even when the table allows both edges", () => {
    const careless: PackageRule[] = [
      { name: "@x/a", folder: "a", mayImport: ["@x/b"] },
      { name: "@x/b", folder: "b", mayImport: ["@x/a"] },
    ];
    const files = { "a/src/x.ts": `import "@x/b";`, "b/src/x.ts": `import "@x/a";` };
    expect(check(files, careless)).toEqual([
      "@x/a import cycle between packages: @x/a → @x/b → @x/a. Dependencies point one way.",
    ]);
  });
});

test("a file that does not parse is an error, never skipped", () => {
  expect(() => readModule("core/src/a.ts", "import {")).toThrow("core/src/a.ts");
});
