import type { Schema } from "@parlance/contract";
import { expect, test } from "vitest";
import { object, ref, text } from "../testing/contracts.js";
import { schemaGroups } from "./schema-groups.js";

test("each schema comes after those it refers to", () => {
  expect(groups({ a: ref("b"), b: object({ c: ref("c"), x: ref("nowhere") }), c: text })).toEqual(["c", "b", "a"]);
});

test("schemas that refer to each other are one group, and so is one that refers to itself", () => {
  const tree = object({ children: ref("tree") });
  expect(groups({ a: ref("c"), b: object({ a: ref("a"), tree: ref("tree") }), c: ref("b"), tree })).toEqual([
    "tree*",
    "a b c*",
  ]);
});

test("a chain may be longer than the engine's stack", () => {
  const length = 50_000;
  const chain = Array.from({ length }, (_, index) => [`s${index}`, ref(`s${index + 1}`)] as const);
  expect(groups(Object.fromEntries(chain))).toHaveLength(length);
});

function groups(given: Readonly<Record<string, Schema>>): readonly string[] {
  const named = new Map(Object.entries(given).map(([name, schema]) => [name, { schema }]));
  return schemaGroups(named).map(({ names, recursive }) => `${names.join(" ")}${recursive ? "*" : ""}`);
}
