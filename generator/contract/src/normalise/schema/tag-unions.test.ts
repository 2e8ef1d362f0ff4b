import { describe, expect, it } from "vitest";

import type { Schema } from "../../model/schema.js";
import { codesOf, contractOf, readParts, withoutPlaces } from "../../testing/read-documents.js";

const read = (yaml: string) => readParts(`components:\n  schemas:\n${yaml.replace(/^(?=.)/gm, "    ")}\n`);

async function tagsOf(yaml: string, name = "U"): Promise<readonly [string | undefined, ...(readonly string[])[]]> {
  const found = contractOf(await read(yaml)).schemas.find((named) => named.name === name);
  const schema = withoutPlaces(found?.schema as Schema);
  if (schema.kind !== "union") throw new Error(`${name} is ${schema.kind}`);
  return [schema.tag, ...schema.members.map(({ tags }) => tags)];
}

const created = "Created: { properties: { type: { const: thing.created } }, required: [type] }";
const deleted = "Deleted: { properties: { type: { enum: [thing.deleted, thing.gone] } }, required: [type] }";
const oneOf = "oneOf: [{ $ref: '#/components/schemas/Created' }, { $ref: '#/components/schemas/Deleted' }]";

describe("discriminators", () => {
  it("without mapping take the members' constants", async () => {
    const union = `U: { ${oneOf}, discriminator: { propertyName: type } }`;
    expect(await tagsOf([created, deleted, union].join("\n"))).toEqual([
      "type",
      ["thing.created"],
      ["thing.deleted", "thing.gone"],
    ]);
  });

  it("take constants through references and allOf", async () => {
    const base = "Tag: { type: string, const: thing.created }";
    const member =
      "Created: { allOf: [{ properties: { type: { $ref: '#/components/schemas/Tag' } } }, { oneOf: [{ type: object }, { type: array }] }] }";
    const union = `U: { ${oneOf}, discriminator: { propertyName: type } }`;
    expect(await tagsOf([base, member, deleted, union].join("\n"))).toMatchObject(["type", ["thing.created"], {}]);
  });

  it("with mapping follow it, many values to one member", async () => {
    const mapping = "{ a: '#/components/schemas/Created', b: Created, c: '#/components/schemas/Deleted' }";
    const union = `U: { ${oneOf}, discriminator: { propertyName: kind, mapping: ${mapping} } }`;
    expect(await tagsOf([created, deleted, union].join("\n"))).toEqual(["kind", ["a", "b"], ["c"]]);
  });

  it("without any constant mean the schemas' names", async () => {
    const members =
      "Created: { properties: { type: { type: string } } }\nDeleted: { properties: { type: { type: string } } }";
    const union = `U: { ${oneOf}, discriminator: { propertyName: type } }`;
    expect(await tagsOf(`${members}\n${union}`)).toEqual(["type", ["Created"], ["Deleted"]]);
  });

  it.each(["type: integer", "type: integer, enum: [1, 2]", "const: 1"])(
    "that no text can stand in are given up: %s",
    async (type) => {
      const members = `Created: { properties: { type: { ${type} } } }\nDeleted: { allOf: [{ $ref: '#/components/schemas/Created' }] }`;
      const mapping = "{ '1': Created, '2': Deleted }";
      const union = `U: { ${oneOf}, discriminator: { propertyName: type } }`;
      const mapped = `M: { ${oneOf}, discriminator: { propertyName: type, mapping: ${mapping} } }`;
      const yaml = [members, union, mapped].join("\n");
      expect(await tagsOf(yaml)).toEqual([undefined, [], []]);
      expect(await tagsOf(yaml, "M")).toEqual([undefined, [], []]);
      expect(codesOf(await read(yaml))).toEqual(["discriminator-incomplete 7", "discriminator-incomplete 8"]);
    },
  );

  it("that do not tell all members apart are given up", async () => {
    const members = "Created: { properties: { type: { type: string } } }";
    const union = `U: { ${oneOf}, discriminator: { propertyName: type } }`;
    const yaml = [members, deleted, union].join("\n");
    expect(await tagsOf(yaml)).toEqual([undefined, [], []]);
    expect(codesOf(await read(yaml))).toEqual(["discriminator-incomplete 7"]);
  });
});

describe("unions without discriminator", () => {
  it("are tagged by a required constant", async () => {
    const other = "Deleted: { properties: { type: { const: thing.deleted } }, required: [type] }";
    const yaml = [created, other, `U: { ${oneOf} }`].join("\n");
    expect(await tagsOf(yaml)).toEqual(["type", ["thing.created"], ["thing.deleted"]]);
    expect(codesOf(await read(yaml))).toEqual(["union-tag-inferred 7"]);
  });

  it("of the same constant stay plain", async () => {
    const other = "Deleted: { properties: { type: { const: thing.created } }, required: [type] }";
    expect(await tagsOf([created, other, `U: { ${oneOf} }`].join("\n"))).toEqual([undefined, [], []]);
  });
});

describe("inheritance by allOf", () => {
  const pet =
    "Pet: { type: object, required: [kind], properties: { kind: { type: string }, name: { type: string } }, discriminator: { propertyName: kind, mapping: { cat: Cat, lion: Lion, tiger: Lion } } }";
  const cat = "Cat: { allOf: [{ $ref: '#/components/schemas/Pet' }, { properties: { claws: { type: integer } } }] }";
  const lion = "Lion: { allOf: [{ $ref: '#/components/schemas/Cat' }, { properties: { mane: { type: boolean } } }] }";

  it("makes the base a union of its descendants", async () => {
    expect(await tagsOf([pet, cat, lion].join("\n"), "Pet")).toEqual(["kind", ["cat"], ["lion", "tiger"]]);
  });

  it("gives descendants the members of the base", async () => {
    const contract = contractOf(await read([pet, cat, lion].join("\n")));
    const names = contract.schemas.map(({ name, schema }) => [
      name,
      schema.kind === "object" ? schema.properties.map((property) => property.name) : schema.kind,
    ]);
    expect(names).toEqual([
      ["Cat", ["kind", "name", "claws"]],
      ["Lion", ["kind", "name", "claws", "mane"]],
      ["Pet", "union"],
    ]);
  });

  it("without descendants leaves an object", async () => {
    const contract = contractOf(await read(pet.replace(", mapping: { cat: Cat, lion: Lion, tiger: Lion }", "")));
    expect(contract.schemas).toMatchObject([{ name: "Pet", schema: { kind: "object" } }]);
  });
});
