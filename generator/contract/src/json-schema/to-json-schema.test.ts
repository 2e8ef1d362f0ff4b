import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";

import { contractOf, readParts } from "../testing/read-documents.js";
import { toJsonSchema } from "./to-json-schema.js";

/** A function that says whether a value is valid for schema `A` of the given components. */
async function validatorOf(yaml: string, open = false): Promise<(value: unknown) => boolean> {
  const indented = yaml.replace(/^(?=.)/gm, "    ");
  const contract = contractOf(await readParts(`components:\n  schemas:\n${indented}\n`));
  const ajv = new Ajv2020({ strict: true, strictTypes: false, strictTuples: false, allowUnionTypes: true });
  ajv.addFormat("uuid", /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  const place = { file: "test", line: 1 };
  const validate = ajv.compile(toJsonSchema({ kind: "ref", name: "A", place }, { contract, open }));
  return (value) => validate(value);
}

describe("toJsonSchema", () => {
  it("validates recursive objects with optional and nullable members", async () => {
    const valid = await validatorOf(
      "A:\n  type: object\n  required: [id]\n  additionalProperties: false\n  properties:\n    id: { type: string, format: uuid }\n    note: { type: [string, 'null'], maxLength: 3 }\n    next: { anyOf: [{ $ref: '#/components/schemas/A' }, { type: 'null' }] }",
    );
    const id = "7f3d3c8e-9a63-4c4c-8d0a-0d9d3f6f7a11";
    expect(valid({ id, note: null, next: { id, next: null } })).toBe(true);
    expect([valid({}), valid({ id, note: "long" }), valid({ id, x: 1 }), valid({ id, next: {} })]).not.toContain(true);
  });

  it("lets a server refuse what a client lets pass: unknown values of an enum", async () => {
    const yaml = "A: { type: array, items: { enum: [a, b] } }";
    const server = await validatorOf(yaml);
    const client = await validatorOf(yaml, true);
    expect([server(["a"]), server(["z"])]).toEqual([true, false]);
    expect([client(["a"]), client(["z"]), client([1])]).toEqual([true, true, false]);
  });

  it("closed enums hold for both", async () => {
    const client = await validatorOf("A: { enum: [a, b], x-parlance-closed: true }", true);
    expect([client("a"), client("z")]).toEqual([true, false]);
  });

  it("lets a client read unknown members of a union, but none that are broken", async () => {
    const yaml = [
      "A: { oneOf: [{ $ref: '#/components/schemas/X' }, { $ref: '#/components/schemas/Y' }] }",
      "X: { properties: { type: { const: x }, n: { type: integer } }, required: [type, n] }",
      "Y: { properties: { type: { const: y } }, required: [type] }",
    ].join("\n");
    const server = await validatorOf(yaml);
    const client = await validatorOf(yaml, true);
    expect([server({ type: "y" }), server({ type: "z" }), server({ type: "x" })]).toEqual([true, false, false]);
    expect([client({ type: "y" }), client({ type: "z" }), client({ type: "x" })]).toEqual([true, true, false]);
  });

  it("says all kinds", async () => {
    const valid = await validatorOf(
      [
        "A:",
        "  type: object",
        "  properties:",
        "    tuple: { type: array, prefixItems: [{ type: string }], items: false, minItems: 1 }",
        "    map: { type: object, additionalProperties: { type: integer }, propertyNames: { pattern: ^k } }",
        "    both: { allOf: [{ $ref: '#/components/schemas/B' }, { oneOf: [{ required: [x], properties: { x: {} } }, { type: array }] }] }",
        "    nothing: false",
        "    anything: true",
        "    one: { const: { a: 1 } }",
        "    several: { type: [integer, boolean] }",
        "B: { properties: { b: { type: string } }, required: [b] }",
      ].join("\n"),
    );
    const good = { tuple: ["a"], map: { k1: 1 }, both: { b: "", x: 1 }, anything: {}, one: { a: 1 }, several: true };
    expect(valid(good)).toBe(true);
    const bad = [
      { tuple: ["a", "b"] },
      { map: { x: 1 } },
      { both: { b: "" } },
      { nothing: 1 },
      { one: 1 },
      { several: "" },
    ];
    expect(bad.filter((value) => valid(value))).toEqual([]);
  });

  it("may refer outwards", async () => {
    const contract = contractOf(
      await readParts("components: { schemas: { A: { items: { $ref: '#/components/schemas/B' } }, B: {} } }\n"),
    );
    const [named] = contract.schemas;
    const schema = named?.schema;
    expect(schema && toJsonSchema(schema, { contract, refs: (name) => `urn:${name}` })).toEqual({
      type: "array",
      items: { $ref: "urn:B" },
    });
  });
});
