import type { ObjectSchema, Schema, UnionSchema } from "@parlance/contract";
import type { Literal } from "../code/literal.js";

/** What a reference to a named schema is written as. */
export type Reference = (name: string) => Literal;

/** Formats that a validator can decide; the others say what a value is for. */
const checkedFormats = new Set(["date", "date-time", "time", "uuid", "ipv4", "ipv6"]);

/**
 * Writes a schema for validation, with no word that decides nothing.
 *
 * It is as open as the types: unknown enum values, unknown members of tagged unions and further properties pass. A property
 * that only one direction has (`readOnly`, `writeOnly`) is not required, because the same schema checks both.
 */
export function jsonSchema(schema: Schema, reference: Reference): Literal {
  const inner = (each: Schema): Literal => jsonSchema(each, reference);
  switch (schema.kind) {
    case "ref":
      return reference(schema.name);
    case "nullable":
      return nullableSchema(inner(schema.schema));
    case "object":
      return objectSchema(schema, inner);
    case "map": {
      const { values, keys, minProperties, maxProperties } = schema;
      return defined({
        type: "object",
        additionalProperties: values.kind === "any" ? undefined : inner(values),
        propertyNames: keys && inner(keys),
        minProperties,
        maxProperties,
      });
    }
    case "union":
      return unionSchema(schema, inner);
    case "intersection":
      return { allOf: schema.members.map(inner) };
    case "enum":
      return schema.open ? openEnum(schema.base) : { enum: schema.values };
    case "const":
      return { const: schema.value };
    case "list": {
      const { items, prefix, minItems, maxItems, uniqueItems } = schema;
      return defined({
        type: "array",
        prefixItems: prefix.length > 0 ? prefix.map(inner) : undefined,
        items: items === false ? false : items.kind === "any" ? undefined : inner(items),
        minItems,
        maxItems,
        uniqueItems,
      });
    }
    case "scalar": {
      if (schema.format === "binary") {
        return {};
      }
      const {
        type,
        format,
        pattern,
        minLength,
        maxLength,
        minimum,
        maximum,
        exclusiveMinimum,
        exclusiveMaximum,
        multipleOf,
      } = schema;
      return defined({
        type,
        format: format !== undefined && checkedFormats.has(format) ? format : undefined,
        pattern: pattern !== undefined && isPattern(pattern) ? pattern : undefined,
        minLength,
        maxLength,
        minimum,
        maximum,
        exclusiveMinimum,
        exclusiveMaximum,
        multipleOf,
      });
    }
    case "null":
      return { type: "null" };
    case "any":
      return {};
    case "never":
      return { not: {} };
  }
}

/** Shorter, and quicker to check, where the schema is of one type: words for other types do not concern `null`. */
function nullableSchema(schema: Literal): Literal {
  return isOfOneType(schema) ? { ...schema, type: [schema.type, "null"] } : { anyOf: [schema, { type: "null" }] };
}

function isOfOneType(schema: Literal): schema is { readonly [key: string]: Literal; readonly type: string } {
  return typeof schema === "object" && schema !== null && "type" in schema && typeof schema.type === "string";
}

function objectSchema(schema: ObjectSchema, inner: (schema: Schema) => Literal): Literal {
  const { properties, additional, patternProperties, minProperties, maxProperties } = schema;
  const required = properties.filter(
    ({ optional, schema: { readOnly, writeOnly } }) => !optional && !readOnly && !writeOnly,
  );
  return defined({
    type: "object",
    properties:
      properties.length > 0 ? Object.fromEntries(properties.map((each) => [each.name, inner(each.schema)])) : undefined,
    required: required.length > 0 ? required.map(({ name }) => name) : undefined,
    patternProperties:
      patternProperties && Object.fromEntries(patternProperties.map((each) => [each.pattern, inner(each.schema)])),
    additionalProperties: typeof additional === "object" && additional.kind !== "any" ? inner(additional) : undefined,
    minProperties,
    maxProperties,
  });
}

function unionSchema({ members, tag, open }: UnionSchema, inner: (schema: Schema) => Literal): Literal {
  const known = members.map(({ schema }) => inner(schema));
  if (tag === undefined || !open) {
    return { anyOf: known };
  }
  const tags = members.flatMap((each) => each.tags);
  const unknown = { type: "object", required: [tag], properties: { [tag]: { not: { enum: tags } } } };
  return { anyOf: [...known, unknown] };
}

function openEnum(base: "string" | "integer" | "number" | "boolean" | "mixed"): Literal {
  return base === "mixed" ? {} : { type: base };
}

/** Patterns are ECMA-262 by the standard; documents hold others too, which cannot be checked here. */
function isPattern(pattern: string): boolean {
  try {
    return new RegExp(pattern, "u").unicode;
  } catch {
    return false;
  }
}

function defined(members: Readonly<Record<string, Literal | undefined>>): Literal {
  return Object.fromEntries(
    Object.entries(members).filter((entry): entry is [string, Literal] => entry[1] !== undefined),
  );
}
