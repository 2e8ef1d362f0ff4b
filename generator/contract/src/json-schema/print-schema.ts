import type { Json, JsonObject } from "../model/json.js";
import type { ObjectSchema, ScalarSchema, Schema, UnionSchema } from "../model/schema.js";
import { defined } from "../util/defined.js";
import { hasRef, withoutRefs } from "../util/has-ref.js";

/** How schemas are written. */
export interface PrintOptions {
  readonly open: boolean;
  /** The reference to write for a schema's name. */
  readonly refer: (name: string) => string;
  /** `openapi` adds `discriminator` and keeps extensions; plain JSON Schema has neither. */
  readonly dialect: "json-schema" | "openapi";
}

/** A schema as JSON Schema 2020-12, with what accompanies it. */
export function printSchema(schema: Schema, options: PrintOptions): JsonObject {
  const { docs } = schema;
  const words = defined({
    title: docs?.summary,
    description: docs?.description,
    deprecated: docs?.deprecated === undefined ? undefined : true,
    default: schema.default,
    readOnly: schema.readOnly,
    writeOnly: schema.writeOnly,
    examples: docs?.examples?.some(hasRef) ? undefined : docs?.examples,
  });
  const extensions = options.dialect === "openapi" ? extensionsOf(schema) : undefined;
  return { ...printKind(schema, options), ...words, ...extensions };
}

/** What OpenAPI has no keyword for: the author's extensions, and those that the Contract has understood. */
function extensionsOf(schema: Schema): JsonObject {
  const closed = (schema.kind === "enum" || schema.kind === "union") && !schema.open;
  const reason = schema.docs?.deprecated;
  return {
    ...withoutRefs(schema.extensions),
    ...(closed && { "x-parlance-closed": true }),
    ...(typeof reason === "string" && { "x-deprecated-reason": reason }),
  };
}

function printKind(schema: Schema, options: PrintOptions): JsonObject {
  const print = (inner: Schema) => printSchema(inner, options);
  switch (schema.kind) {
    case "ref":
      return { $ref: options.refer(schema.name) };
    case "nullable":
      return nullable(print(schema.schema));
    case "object":
      return printObject(schema, print);
    case "map": {
      const { values, keys, minProperties, maxProperties } = schema;
      const names = keys === undefined ? {} : { propertyNames: print(keys) };
      return {
        type: "object",
        additionalProperties: print(values),
        ...names,
        ...defined({ minProperties, maxProperties }),
      };
    }
    case "union":
      return printUnion(schema, options);
    case "intersection":
      return { allOf: schema.members.map(print) };
    case "enum": {
      const type = schema.base === "mixed" ? undefined : schema.base;
      if (options.open && schema.open) return defined({ type });
      return { ...defined({ type }), enum: schema.values, ...enumWords(schema, options) };
    }
    case "const":
      return { ...typeOf(schema.value), const: schema.value };
    case "list": {
      const { items, prefix, minItems, maxItems, uniqueItems } = schema;
      const rest = items === false ? false : print(items);
      const tuple = prefix.length > 0 ? { prefixItems: prefix.map(print) } : {};
      return { type: "array", ...tuple, items: rest, ...defined({ minItems, maxItems, uniqueItems }) };
    }
    case "scalar":
      return printScalar(schema);
    case "null":
      return { type: "null" };
    case "any":
      return {};
    case "never":
      return { not: {} };
  }
}

/** A type that has no values beside `null` in its keywords takes it into `type`; anything else becomes an alternative. */
function nullable(inner: JsonObject): JsonObject {
  if (typeof inner.type === "string" && inner.enum === undefined && inner.const === undefined)
    return { ...inner, type: [inner.type, "null"] };
  return { anyOf: [inner, { type: "null" }] };
}

function printObject(schema: ObjectSchema, print: (inner: Schema) => JsonObject): JsonObject {
  const { properties, additional, patternProperties, minProperties, maxProperties } = schema;
  const required = properties.filter(({ optional }) => !optional).map(({ name }) => name);
  const patterns = patternProperties?.map(({ pattern, schema: value }) => [pattern, print(value)] as const);
  return {
    type: "object",
    ...(properties.length > 0 && {
      properties: Object.fromEntries(properties.map(({ name, schema: value }) => [name, print(value)])),
    }),
    ...(required.length > 0 && { required }),
    ...(patterns && { patternProperties: Object.fromEntries(patterns) }),
    ...(additional !== true && { additionalProperties: additional === false ? false : print(additional) }),
    ...defined({ minProperties, maxProperties }),
  };
}

function printScalar(schema: ScalarSchema): JsonObject {
  const { kind: _kind, place: _place, docs: _docs, extensions: _extensions, ...keywords } = schema;
  return keywords as JsonObject;
}

/** An open union read by a client lets objects pass whose tag it does not know. */
function printUnion(schema: UnionSchema, options: PrintOptions): JsonObject {
  const { members, tag, rule, open } = schema;
  const printed: Json[] = members.map((member) => printSchema(member.schema, options));
  if (options.open && open && tag !== undefined) {
    const known = members.flatMap(({ tags }) => tags);
    const unknown = { type: "object", properties: { [tag]: { not: { enum: known } } } };
    return { anyOf: [...printed, unknown] };
  }
  const discriminator = options.dialect === "openapi" ? discriminatorOf(schema, options) : undefined;
  return { [rule === "one" ? "oneOf" : "anyOf"]: printed, ...discriminator };
}

/** OpenAPI maps values to references, so unions with inline members go without. */
function discriminatorOf({ tag, members }: UnionSchema, options: PrintOptions): JsonObject | undefined {
  if (tag === undefined) return undefined;
  const mapping: Record<string, string> = {};
  for (const { schema, tags } of members) {
    if (schema.kind !== "ref") return undefined;
    for (const value of tags) mapping[value] = options.refer(schema.name);
  }
  return { discriminator: { propertyName: tag, mapping } };
}

function enumWords(
  { names, descriptions }: { readonly names?: readonly string[]; readonly descriptions?: readonly string[] },
  { dialect }: PrintOptions,
): JsonObject {
  if (dialect !== "openapi") return {};
  return defined({ "x-enum-varnames": names, "x-enum-descriptions": descriptions });
}

function typeOf(value: Json): JsonObject {
  const type = Number.isInteger(value) ? "integer" : typeof value;
  return type === "string" || type === "integer" || type === "number" || type === "boolean" ? { type } : {};
}
