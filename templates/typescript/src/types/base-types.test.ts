import type { Schema } from "@parlance/contract";
import { expect, test } from "vitest";
import { contradict } from "./base-types.js";

const place = { file: "api.yaml", line: 1 };
const text: Schema = { kind: "scalar", type: "string", place };
const integer: Schema = { kind: "scalar", type: "integer", place };
const number: Schema = { kind: "scalar", type: "number", place };
const object: Schema = { kind: "object", properties: [], additional: true, place };
const any: Schema = { kind: "any", place };

test.each<[string, readonly Schema[], boolean]>([
  ["a string and a number", [text, number], true],
  ["an integer and a number", [integer, number], false],
  ["an object and a string", [object, text], true],
  ["two objects", [object, object], false],
  ["anything and a string", [any, text], false],
  [
    "a nullable string and null",
    [
      { kind: "nullable", schema: text, place },
      { kind: "null", place },
    ],
    false,
  ],
  ["numbers of an enum and a string", [{ kind: "enum", base: "integer", values: [1], open: true, place }, text], true],
  ["a union with a string and a string", [union(text, integer), text], false],
  ["a union without a string and a string", [union(object, integer), text], true],
  ["a reference to a string and a number", [{ kind: "ref", name: "text", place }, number], true],
  ["a circle and a number", [{ kind: "ref", name: "circle", place }, number], false],
])("contradict tells whether something can be both %s", (_, schemas, expected) => {
  const types = new Map([
    ["text", { name: "Text", schema: text }],
    ["circle", { name: "Circle", schema: { kind: "ref", name: "circle", place } as const }],
  ]);
  expect(contradict(schemas, types)).toBe(expected);
});

function union(...members: readonly Schema[]): Schema {
  return { kind: "union", rule: "any", members: members.map((schema) => ({ schema, tags: [] })), open: true, place };
}
