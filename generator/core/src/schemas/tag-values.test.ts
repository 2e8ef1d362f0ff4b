import type { Schema } from "@parlance/contract";
import { expect, test } from "vitest";
import { choice, object, place, ref, text } from "../testing/contracts.js";
import { type TagValues, tagValues } from "./tag-values.js";

const one: Schema = { kind: "const", value: "one", place };

test("a constant or an enum tells the values, behind references and in intersections", () => {
  expect(values(object({ type: one }))).toEqual({ values: ["one"], open: false });
  expect(values(object({ type: choice("a", "b") }))).toEqual({ values: ["a", "b"], open: true });
  const both: Schema = { kind: "intersection", members: [text, ref("tagged")], place };
  expect(values(both, { tagged: object({ type: ref("one") }), one })).toEqual({ values: ["one"], open: false });
});

test("a member that does not declare the tag, or need not have it, may hold anything", () => {
  const anything = { values: [], open: true };
  expect(values(object({}))).toEqual(anything);
  expect(values(object({ type: text }))).toEqual(anything);
  expect(values({ ...object({}), properties: [{ name: "type", schema: one, optional: true }] })).toEqual(anything);
  expect(values(ref("self"), { self: ref("self") })).toEqual(anything);
});

function values(member: Schema, named: Readonly<Record<string, Schema>> = {}): TagValues {
  return tagValues(member, "type", new Map(Object.entries(named).map(([name, schema]) => [name, { schema }])));
}
