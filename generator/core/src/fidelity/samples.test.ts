import type { Schema } from "@parlance/contract";
import { expect, test } from "vitest";
import { choice, object, place, ref, schemas, text } from "../testing/contracts.js";
import { sameJson } from "./exact-json.js";
import { sampleTexts } from "./samples.js";

const integer: Schema = { kind: "scalar", type: "integer", format: "int64", place };
const optional = (name: string, schema: Schema): { name: string; schema: Schema; optional: true } => {
  return { name, schema, optional: true };
};
const cat = object({ kind: { kind: "const", value: "cat", place }, name: text });
const all = schemas({
  Pet: {
    kind: "union",
    rule: "one",
    tag: "kind",
    open: true,
    members: [
      { schema: ref("Cat"), tags: ["cat"] },
      { schema: ref("Dog"), tags: ["dog"] },
    ],
    place,
  },
  Cat: cat,
  Dog: object({ kind: text, parent: { kind: "nullable", schema: ref("Pet"), place } }),
  Thing: {
    ...object({ id: integer, colour: choice("red", "green") }),
    properties: [
      { name: "id", schema: integer, optional: false },
      optional("colour", choice("red", "green")),
      optional("note", { kind: "nullable", schema: text, place }),
    ],
  },
  Endless: object({ next: ref("Endless") }),
});

test("samples have members absent, null, set, and of tomorrow", () => {
  const samples = sampleTexts("Thing", all, { seeds: 60 }).map((each) => JSON.parse(each) as Record<string, unknown>);
  expect(samples.some((each) => !("note" in each))).toBe(true);
  expect(samples.some((each) => each["note"] === null)).toBe(true);
  expect(samples.some((each) => each["colour"] === "a value of tomorrow")).toBe(true);
  expect(samples.some((each) => "member_of_tomorrow" in each)).toBe(true);
});

test("integers keep all their digits", () => {
  expect(sampleTexts("Thing", all, { seeds: 60 }).join()).toContain("9223372036854775807");
});

test("a union has each of its members, by their tags, and one of tomorrow", () => {
  const kinds = sampleTexts("Pet", all, { seeds: 60 }).map((each) => (JSON.parse(each) as { kind: string }).kind);
  expect(new Set(kinds)).toEqual(new Set(["cat", "dog", "a member of tomorrow"]));
});

test("what has no end has no samples", () => {
  expect(sampleTexts("Endless", all)).toEqual([]);
});

test("the same schema gives the same samples", () => {
  expect(sampleTexts("Pet", all)).toEqual(sampleTexts("Pet", all));
});

test.each([
  ['{"a":1,"b":[1.50,null]}', '{"b":[1.5,null],"a":1.0}', true],
  ["9007199254740993", "9007199254740992", false],
  ['{"a":null}', "{}", false],
  ["1", '"1"', false],
])("sameJson(%s, %s) is %s", (one, other, same) => {
  expect(sameJson(one, other)).toBe(same);
});
