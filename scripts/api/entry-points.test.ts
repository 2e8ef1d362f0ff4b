import { expect, test } from "vitest";

import { entryPoints } from "./entry-points.ts";

function reports(exports: Record<string, unknown>): string[] {
  const manifest = { name: "@x/runtime", version: "1.0.0", exports };
  return entryPoints({ name: "@x/runtime", folder: "packages/runtime", manifest }).map(
    ({ specifier, declarations, report }) => `${specifier} ${declarations} ${report}`,
  );
}

test("each export with types has a snapshot of its own", () => {
  const target = (path: string) => ({ types: `./dist/${path}.d.ts`, default: `./dist/${path}.js` });
  expect(reports({ ".": target("index"), "./codegen/v1": target("codegen/v1") })).toEqual([
    "@x/runtime packages/runtime/dist/index.d.ts x.runtime.api.md",
    "@x/runtime/codegen/v1 packages/runtime/dist/codegen/v1.d.ts x.runtime.codegen.v1.api.md",
  ]);
});

test("an export without types has none", () => {
  expect(reports({ "./package.json": "./package.json", "./data": { default: "./data.json" } })).toEqual([]);
});
