import type { EnumSchema, ObjectSchema, Schema, UnionMember, UnionSchema } from "@parlance/contract";
import { tagValues, type Types } from "@parlance/generator";
import type { SchemaDocument } from "./document.js";
import { contradict } from "./base-types.js";
import { marks } from "./marks.js";
import { enumDocument } from "./enum-document.js";
import { listDocument } from "./list-document.js";
import { propertyKey } from "./property-key.js";

/** A reference to a type of the document by its TypeScript name. */
function typeReference(name: string): SchemaDocument {
  return { $ref: `#/components/schemas/${name}` };
}

/**
 * Writes a schema for hey-api's type printer: only what decides a type, in the form that printer gets right.
 *
 * Tagged unions become plain ones whose members are told apart by a literal tag, so that no discriminator is left to be
 * intersected to `never`.
 */
export function schemaDocument(schema: Schema, types: Types): SchemaDocument {
  return { ...shapeDocument(schema, types), ...docsDocument(schema) };
}

function shapeDocument(schema: Schema, types: Types): SchemaDocument {
  const inner = (each: Schema): SchemaDocument => schemaDocument(each, types);
  switch (schema.kind) {
    case "ref":
      return typeReference(types.get(schema.name)?.name ?? schema.name);
    case "nullable":
      return { anyOf: [inner(schema.schema), { type: "null" }] };
    case "object":
      return objectDocument(schema, types);
    case "map":
      return { type: "object", additionalProperties: inner(schema.values) };
    case "union":
      return unionDocument(schema, types);
    case "intersection":
      // What nothing can be would be `never`; a caller is helped more by a type that takes what comes.
      return contradict(schema.members, types) ? {} : { allOf: schema.members.map(inner) };
    case "enum":
      return enumDocument(schema);
    case "const":
      return schema.value === null ? { type: "null" } : { const: schema.value };
    case "list":
      return listDocument(schema, inner);
    case "scalar":
      return schema.format === "binary" ? { type: "string", format: "binary" } : { type: schema.type };
    case "null":
      return { type: "null" };
    case "any":
    case "never":
      return {};
  }
}

function objectDocument({ properties, additional, patternProperties }: ObjectSchema, types: Types): SchemaDocument {
  const patterns = (patternProperties ?? []).map(({ pattern, schema }) => [pattern, schemaDocument(schema, types)]);
  return {
    type: "object",
    properties: Object.fromEntries(
      properties.map(({ name, schema }) => [propertyKey(name), schemaDocument(schema, types)]),
    ),
    required: properties.filter(({ optional }) => !optional).map(({ name }) => propertyKey(name)),
    ...(patterns.length > 0 ? { patternProperties: Object.fromEntries(patterns) } : {}),
    ...(typeof additional === "object" ? { additionalProperties: schemaDocument(additional, types) } : {}),
  };
}

function unionDocument({ members, tag, open }: UnionSchema, types: Types): SchemaDocument {
  if (members.length === 0) {
    return {};
  }
  if (tag === undefined) {
    return { anyOf: members.map(({ schema }) => schemaDocument(schema, types)) };
  }
  const known = members.map((member) => memberDocument(member, tag, types));
  return { anyOf: open ? [...known, unknownMember(tag)] : known };
}

/** A member whose tag is not one literal already gets its values, so that `switch` narrows to it. */
function memberDocument({ schema, tags }: UnionMember, tag: string, types: Types): SchemaDocument {
  const member = schemaDocument(schema, types);
  const { values, open } = tagValues(schema, tag, types);
  const overlaps = open || tags.some((each) => values.includes(each));
  if ((!open && values.length > 0 && values.every((each) => tags.includes(each))) || !overlaps) {
    return member;
  }
  const key = propertyKey(tag);
  return {
    allOf: [{ type: "object", properties: { [key]: { type: "string", enum: [...tags] } }, required: [key] }, member],
  };
}

function unknownMember(tag: string): SchemaDocument {
  return { type: "object", format: marks.unknownMember, properties: { [propertyKey(tag)]: {} } };
}

function docsDocument(schema: Schema): SchemaDocument {
  const { docs } = schema;
  const parts = [docs?.summary, docs?.description, schema.kind === "enum" ? valuesText(schema) : undefined];
  const text = parts.filter((each) => each !== undefined && each.trim() !== "").join("\n\n");
  return { ...(text === "" ? {} : { description: text }), ...(docs?.deprecated ? { deprecated: true } : {}) };
}

/** What the values of an enum mean, one a line, if the contract says so. */
function valuesText({ values, descriptions }: EnumSchema): string | undefined {
  return descriptions?.map((each, index) => `- \`${String(values[index])}\`: ${each}`).join("\n");
}
