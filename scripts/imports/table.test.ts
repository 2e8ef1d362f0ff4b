import { expect, test } from "vitest";

import { workspaces } from "../lib/workspaces.ts";
import { table } from "./table.ts";

test("every workspace has a line in the table, and every line a workspace", () => {
  const rows = (entries: readonly { name: string; folder: string }[]): string[] =>
    entries.map(({ name, folder }) => `${folder} ${name}`).sort();
  expect(rows(table)).toEqual(rows(workspaces()));
});

test("a dependency of ours in a package.json is one that the table allows", () => {
  const ours = new Set(table.map((rule) => rule.name));
  for (const { name, manifest } of workspaces()) {
    const allowed = new Set(table.find((rule) => rule.name === name)?.mayImport);
    const declared = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
    const refused = declared
      .filter((dependency) => ours.has(dependency))
      .filter((dependency) => ![...allowed].some((entry) => `${entry}/`.startsWith(`${dependency}/`)));
    expect(refused, `dependencies of ${name}`).toEqual([]);
  }
});
