import { describe, expect, it } from "vitest";

import type { Schema } from "../../model/schema.js";
import { codesOf, contractOf, readParts, withoutPlaces } from "../../testing/read-documents.js";

async function schemasOf(yaml: string, version?: string): Promise<Record<string, Schema>> {
  const indented = yaml.replace(/^(?=.)/gm, "    ");
  const contract = contractOf(await readParts(`components:\n  schemas:\n${indented}\n`, version));
  return Object.fromEntries(withoutPlaces(contract.schemas).map(({ name, schema }) => [name, schema]));
}

const any = { kind: "any" };
const string = { kind: "scalar", type: "string" };
const integer = { kind: "scalar", type: "integer" };

describe("scalars", () => {
  it("keep format and bounds", async () => {
    const { A } = await schemasOf("A: { type: string, format: uuid, minLength: 1, pattern: '^a' }");
    expect(A).toEqual({ ...string, format: "uuid", minLength: 1, pattern: "^a" });
  });

  it("read the boolean exclusive bounds of older drafts", async () => {
    const { A } = await schemasOf("A: { type: number, minimum: 0, exclusiveMinimum: true, maximum: 9 }", "3.0.3");
    expect(A).toEqual({ kind: "scalar", type: "number", exclusiveMinimum: 0, maximum: 9 });
  });

  it("conclude the type from the keywords", async () => {
    const { A, B, C } = await schemasOf("A: { minLength: 1 }\nB: { format: int64 }\nC: { items: { type: string } }");
    expect(A).toEqual({ ...string, minLength: 1 });
    expect(B).toEqual({ ...integer, format: "int64" });
    expect(C).toEqual({ kind: "list", items: string, prefix: [] });
  });
});

describe("null", () => {
  it("has one form for all spellings", async () => {
    const nullable = { kind: "nullable", schema: string };
    const { A, B, C } = await schemasOf(
      "A: { type: [string, 'null'] }\nB: { type: string, nullable: true }\nC: { anyOf: [{ type: string }, { type: 'null' }] }",
    );
    expect([A, B, C]).toEqual([nullable, nullable, nullable]);
  });

  it("is taken out of an enum", async () => {
    const { A } = await schemasOf("A: { type: [string, 'null'], enum: [a, b, null] }");
    expect(A).toMatchObject({ kind: "nullable", schema: { kind: "enum", values: ["a", "b"] } });
  });

  it("alone is a kind of its own", async () => {
    const { A, B } = await schemasOf("A: { type: 'null' }\nB: { const: null }");
    expect([A, B]).toEqual([{ kind: "null" }, { kind: "null" }]);
  });
});

describe("enums", () => {
  it("are open unless closed", async () => {
    const { A, B } = await schemasOf("A: { enum: [a, b] }\nB: { enum: [a, b], x-parlance-closed: true }");
    expect(A).toEqual({ kind: "enum", base: "string", values: ["a", "b"], open: true });
    expect(B).toMatchObject({ open: false });
  });

  it("of one value are constants", async () => {
    const { A, B } = await schemasOf("A: { type: string, enum: [a] }\nB: { const: 7 }");
    expect(A).toEqual({ kind: "const", value: "a" });
    expect(B).toEqual({ kind: "const", value: 7 });
  });

  it("keep names and descriptions", async () => {
    const { A } = await schemasOf(
      "A: { enum: [1, 2], x-enum-varnames: [One, Two], x-enum-descriptions: [first, second] }",
    );
    expect(A).toMatchObject({ base: "integer", names: ["One", "Two"], descriptions: ["first", "second"] });
  });

  it("may be written as oneOf of described constants", async () => {
    const { A } = await schemasOf("A:\n  oneOf:\n  - { const: a, title: First }\n  - { const: b, title: Second }");
    expect(A).toMatchObject({ kind: "enum", values: ["a", "b"], names: ["First", "Second"] });
  });

  it("beside a plain string are open", async () => {
    const { A } = await schemasOf("A: { anyOf: [{ type: string }, { type: string, enum: [a, b] }] }");
    expect(A).toEqual({ kind: "enum", base: "string", values: ["a", "b"], open: true });
  });
});

describe("objects", () => {
  it("keep optional and nullable apart", async () => {
    const { A } = await schemasOf(
      "A:\n  type: object\n  required: [a]\n  properties: { a: { type: [string, 'null'] }, b: { type: string } }",
    );
    expect(A).toMatchObject({
      properties: [
        { name: "a", optional: false, schema: { kind: "nullable" } },
        { name: "b", optional: true, schema: string },
      ],
    });
  });

  it("tell an explicit additionalProperties from its default", async () => {
    const { A, B, C } = await schemasOf(
      "A: { properties: { a: {} } }\nB: { properties: { a: {} }, additionalProperties: true }\nC: { properties: { a: {} }, additionalProperties: false }",
    );
    expect([A, B, C]).toMatchObject([{ additional: true }, { additional: any }, { additional: false }]);
  });

  it("without properties are maps", async () => {
    const { A, B, C } = await schemasOf(
      "A: { type: object, additionalProperties: { type: integer } }\nB: { type: object }\nC: { type: object, additionalProperties: false }",
    );
    expect(A).toEqual({ kind: "map", values: integer });
    expect(B).toEqual({ kind: "map", values: any });
    expect(C).toEqual({ kind: "object", properties: [], additional: false });
  });

  it("survive members called like those of a prototype", async () => {
    const { A } = await schemasOf("A: { properties: { __proto__: { type: string }, constructor: { type: string } } }");
    expect(A).toMatchObject({ properties: [{ name: "__proto__" }, { name: "constructor" }] });
  });

  it("require members that have no schema", async () => {
    const { A } = await schemasOf("A: { type: object, required: [a] }");
    expect(A).toMatchObject({ properties: [{ name: "a", optional: false, schema: any }] });
  });
});

describe("references", () => {
  it("may be recursive", async () => {
    const { A } = await schemasOf("A: { properties: { next: { $ref: '#/components/schemas/A' } } }");
    expect(A).toMatchObject({ properties: [{ schema: { kind: "ref", name: "A" } }] });
  });

  it("take words beside them in every version, constraints since 3.1", async () => {
    const yaml = "A: { $ref: '#/components/schemas/B', description: mine, minLength: 3 }\nB: { type: string }";
    const { A: new31 } = await schemasOf(yaml);
    expect(new31).toEqual({ ...string, minLength: 3, docs: { description: "mine" } });
    const { A: old30 } = await schemasOf(yaml, "3.0.3");
    expect(old30).toEqual({ kind: "ref", name: "B", docs: { description: "mine" } });
  });

  it("into the middle of a schema get a name of their path", async () => {
    const { A } = await schemasOf(
      "A: { $ref: '#/components/schemas/B/properties/c' }\nB: { properties: { c: { type: string } } }",
    );
    expect(A).toEqual({ kind: "ref", name: "B_c" });
  });

  it("find anchors", async () => {
    const { A } = await schemasOf("A: { $ref: '#here' }\nB: { $anchor: here, type: string }");
    expect(A).toEqual({ kind: "ref", name: "B" });
  });
});

describe("allOf", () => {
  it("keeps the narrowest bounds on the number of properties", async () => {
    const { A } = await schemasOf(
      "A: { allOf: [{ properties: { a: {} }, minProperties: 1, maxProperties: 9 }, { properties: { b: {} }, minProperties: 2, maxProperties: 3 }] }",
    );
    expect(A).toMatchObject({ kind: "object", minProperties: 2, maxProperties: 3 });
  });

  it("of objects is one object", async () => {
    const { A } = await schemasOf(
      "A:\n  allOf:\n  - { $ref: '#/components/schemas/B' }\n  - { properties: { a: { type: string } }, required: [a, b] }\nB: { properties: { b: { type: integer } } }",
    );
    expect(A).toMatchObject({
      kind: "object",
      properties: [
        { name: "b", optional: false, schema: integer },
        { name: "a", optional: false, schema: string },
      ],
    });
  });

  it("of one reference with words is the reference", async () => {
    const { A } = await schemasOf(
      "A: { allOf: [{ $ref: '#/components/schemas/B' }], description: mine }\nB: { type: string }",
    );
    expect(A).toEqual({ kind: "ref", name: "B", docs: { description: "mine" } });
  });

  it("narrows a property to a constant", async () => {
    const { A } = await schemasOf(
      "A: { allOf: [{ $ref: '#/components/schemas/B' }, { properties: { t: { const: x } } }] }\nB: { properties: { t: { type: string } } }",
    );
    expect(A).toMatchObject({ kind: "object", properties: [{ name: "t", schema: { kind: "const", value: "x" } }] });
  });

  it("of contradicting properties stays an intersection", async () => {
    const { A } = await schemasOf(
      "A: { allOf: [{ properties: { a: { type: string } } }, { properties: { a: { type: integer } } }] }",
    );
    expect(A).toMatchObject({ kind: "intersection", members: [{ kind: "object" }, { kind: "object" }] });
  });

  it("with a union stays an intersection", async () => {
    const { A } = await schemasOf(
      "A: { properties: { a: {} }, oneOf: [{ properties: { b: {} } }, { properties: { c: {} } }] }",
    );
    expect(A).toMatchObject({ kind: "intersection", members: [{ kind: "object" }, { kind: "union" }] });
  });

  it("closes with unevaluatedProperties", async () => {
    const { A } = await schemasOf(
      "A: { allOf: [{ properties: { a: {} } }, { properties: { b: {} } }], unevaluatedProperties: false }",
    );
    expect(A).toMatchObject({ kind: "object", additional: false });
  });

  it("flattens recursive schemas", async () => {
    const { Leaf } = await schemasOf(
      "Node: { properties: { children: { type: array, items: { $ref: '#/components/schemas/Leaf' } } } }\nLeaf: { allOf: [{ $ref: '#/components/schemas/Node' }, { properties: { v: {} } }] }",
    );
    expect(Leaf).toMatchObject({ kind: "object", properties: [{ name: "children" }, { name: "v" }] });
  });
});

describe("the rest of JSON Schema", () => {
  it("reads booleans, not, tuples and several types", async () => {
    const { A, B, C, D, E } = await schemasOf(
      "A: true\nB: false\nC: { not: {} }\nD: { type: array, prefixItems: [{ type: string }], items: false }\nE: { type: [string, integer] }",
    );
    expect([A, B, C]).toEqual([any, { kind: "never" }, { kind: "never" }]);
    expect(D).toEqual({ kind: "list", items: false, prefix: [string] });
    expect(E).toMatchObject({ kind: "union", rule: "any", members: [{ schema: string }, { schema: integer }] });
  });

  it("keeps pattern properties", async () => {
    const { A } = await schemasOf("A: { type: object, patternProperties: { ^x: { type: string } } }");
    expect(A).toMatchObject({ kind: "object", patternProperties: [{ pattern: "^x", schema: string }] });
  });

  it("says what it drops", async () => {
    const result = await readParts(
      [
        "components:",
        "  schemas:",
        "    A:",
        "      type: object",
        "      if: {}",
        "      then: {}",
        "      not: { required: [a] }",
        "      xml: { name: a }",
        "    B: { anyOf: [{ required: [a] }, { required: [b] }], properties: { a: {}, b: {} } }",
        "    C: 5",
        "    D: { type: strange }",
        "    E: { $dynamicRef: '#/components/schemas/A' }",
      ].join("\n"),
    );
    expect(codesOf(result)).toEqual([
      "schema-invalid 4",
      "keyword-dropped 7",
      "keyword-dropped 8",
      "keyword-dropped 9",
      "xml-dropped 10",
      "keyword-dropped 11",
      "type-unknown 13",
      "ref-dynamic-approximated 14",
    ]);
  });
});
