import type { Contract, Json, Schema } from "@parlance/contract";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contractOf } from "../testing/contract-of.js";
import { Arbitraries } from "./arbitrary.js";
import { boundaries } from "./boundaries.js";
import { breakages } from "./breakages.js";
import { directed } from "./directed.js";
import { schemasOf } from "./schemas.js";
import { Validators } from "./validator.js";

const schemas = `
Kind: { type: string, enum: [draft, final] }
Whole: { type: integer, minimum: -3, exclusiveMaximum: 10, multipleOf: 3 }
Long: { type: integer, minimum: 0, maximum: 9223372036854775807 }
Real: { type: number, exclusiveMinimum: 0, maximum: 1 }
Short: { type: string, minLength: 2, maxLength: 5 }
Code: { type: string, pattern: "^[A-Z]{2}[0-9]{3}$" }
Moment: { type: string, format: date-time }
Id: { type: string, format: uuid }
Mail: { type: string, format: email }
Link: { type: string, format: uri }
Path: { type: string, format: uri-reference }
Tags: { type: array, minItems: 1, maxItems: 3, uniqueItems: true, items: { type: string, pattern: "^[a-z]{1,4}$" } }
Counts: { type: object, additionalProperties: { type: integer }, minProperties: 1, maxProperties: 2 }
Maybe: { type: [string, "null"], maxLength: 3 }
Tree: { type: object, required: [name], properties: { name: { type: string }, children: { type: array, items: { $ref: "#/components/schemas/Tree" } } } }
Closed: { type: object, additionalProperties: false, required: [kind], properties: { kind: { $ref: "#/components/schemas/Kind" }, count: { $ref: "#/components/schemas/Whole" } } }
Cat: { type: object, required: [kind, lives], properties: { kind: { const: cat }, lives: { type: integer, minimum: 1 } } }
Dog: { type: object, required: [kind], properties: { kind: { const: dog }, name: { type: string, maxLength: 8 } } }
Pet: { oneOf: [{ $ref: "#/components/schemas/Cat" }, { $ref: "#/components/schemas/Dog" }], discriminator: { propertyName: kind } }
`;
const contract = await read(
  `openapi: 3.1.0\ninfo: { title: T, version: 1.0.0 }\npaths: {}\ncomponents:\n  schemas:\n${indented(schemas)}`,
);
const named = schemasOf(contract);
const validators = new Validators(contract);

describe.each([...named])("%s", (_name, schema) => {
  const values = drawn(schema);

  test("has allowed values", () => {
    expect(values.length).toBeGreaterThan(20);
  });

  test("has no value at a boundary that it refuses", () => {
    const all = values.flatMap((value) => boundaries(schema, value, named));
    expect(all.filter(({ value }) => !validators.isValid(schema, value))).toEqual([]);
  });

  test("refuses what is broken, and names the keyword and the place", () => {
    const broken = values.flatMap((value) => breakages(schema, value, named));
    const refused = broken.filter(({ value }) => !validators.isValid(schema, value));
    expect(refused.length).toBeGreaterThan(0);
    for (const { value } of refused.slice(0, 50)) expect(validators.mismatches(schema, value)).not.toEqual([]);
  });
});

test.each([
  ["Whole", 3, ["type", "minimum", "exclusiveMaximum", "multipleOf"]],
  ["Short", "abc", ["type", "minLength", "maxLength"]],
  ["Code", "AB123", ["type", "pattern"]],
  ["Moment", "2026-11-21T09:30:00Z", ["type", "format"]],
  ["Tags", ["a", "b"], ["type", "minItems", "maxItems", "uniqueItems", "pattern"]],
  ["Counts", { a: 1 }, ["type", "minProperties", "maxProperties"]],
  ["Closed", { kind: "draft", count: 3 }, ["type", "required", "additionalProperties", "enum", "minimum"]],
] as const)("%s: every keyword of it can be broken", (name, value, keywords) => {
  const schema = named.get(name) as Schema;
  expect(validators.isValid(schema, value)).toBe(true);
  const refused = breakages(schema, value as unknown as Json, named).filter(
    (each) => !validators.isValid(schema, each.value),
  );
  expect(refused.map(({ keyword }) => keyword)).toEqual(expect.arrayContaining([...keywords]));
});

test("Addresses can be read, and keep what is encoded in them", () => {
  const texts = drawn(named.get("Link") as Schema).map(String);
  expect(texts.length).toBe(60);
  expect(texts.filter((text) => new URL(text).href.replace(/\/$/u, "") !== text.replace(/\/$/u, ""))).toEqual([]);
});

test("A pointer names the place that was broken", () => {
  const value = { kind: "draft", count: 3 };
  const broken = breakages(named.get("Closed") as Schema, value, named);
  expect(broken.find(({ keyword }) => keyword === "minimum")).toEqual({
    pointer: "/count",
    keyword: "minimum",
    value: { kind: "draft", count: -4 },
  });
});

test("A schema without values has none", () => {
  expect(new Arbitraries(named).of({ kind: "never", place: { file: "", line: 1 } })).toBeUndefined();
  expect(new Arbitraries(named).of({ kind: "ref", name: "Nothing", place: { file: "", line: 1 } })).toBeUndefined();
});

test("What only the server sets need not be in a request, and the other way round", async () => {
  const both = await read(`
openapi: 3.1.0
info: { title: T, version: 1.0.0 }
paths: {}
components:
  schemas:
    User:
      type: object
      required: [id, password, name]
      properties:
        id: { type: string, readOnly: true }
        password: { type: string, writeOnly: true }
        name: { type: string }
`);
  const user = (direction: "request" | "response", value: Json) => {
    const seen = directed(both, direction);
    return new Validators(seen).isValid(schemasOf(seen).get("User") as Schema, value);
  };
  expect(user("request", { password: "p", name: "n" })).toBe(true);
  expect(user("request", { id: "1", name: "n" })).toBe(false);
  expect(user("response", { id: "1", name: "n" })).toBe(true);
  expect(user("response", { password: "p", name: "n" })).toBe(false);
});

test.each([
  [
    "a list of more different items than there are",
    "type: array, uniqueItems: true, minItems: 3, items: { type: boolean }",
  ],
  ["a map of more names than there are", "type: object, minProperties: 3, propertyNames: { enum: [a, b] }"],
  ["a list of more items than anybody sends", "type: array, minItems: 100000, items: { type: string }"],
  ["a map of more members than anybody sends", "type: object, minProperties: 5000"],
])("Of %s nothing is drawn, and at once", async (_, schema) => {
  const odd = await read(`
openapi: 3.1.0
info: { title: Odd, version: 1.0.0 }
paths: {}
components: { schemas: { Odd: { ${schema} } } }
`);
  const schemas = schemasOf(odd);
  expect(new Arbitraries(schemas).of(schemas.get("Odd") as Schema)).toBeUndefined();
});

function drawn(schema: Schema): readonly Json[] {
  const arbitrary = new Arbitraries(named).of(schema);
  if (arbitrary === undefined) return [];
  return fc.sample(arbitrary, { seed: 1, numRuns: 60 }).filter((value) => validators.isValid(schema, value));
}

function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gmu, "    ");
}

function read(text: string): Promise<Contract> {
  return contractOf({ openapi: { "a.yaml": text } });
}

test("a bound that no double can tell from its neighbours is no boundary", () => {
  const long = named.get("Long") as Schema;
  expect(boundaries(long, 7, named).map(({ value }) => value)).toEqual([0]);
});

test.each<Schema>([
  { kind: "scalar", type: "string", minLength: 1e8, place: { file: "a.yaml", line: 1 } },
  {
    kind: "list",
    items: { kind: "any", place: { file: "a.yaml", line: 1 } },
    prefix: [],
    minItems: 1e6,
    place: { file: "a.yaml", line: 1 },
  },
])("what would take all memory is not made: %j", (schema) => {
  expect(new Arbitraries(named).of(schema)).toBeUndefined();
});
