import { childOf, type Cursor, isListCursor, itemsOf } from "../../load/cursor.js";
import type { Json, JsonObject } from "../../model/json.js";
import type { EnumSchema, Schema, SchemaBase, UnionSchema } from "../../model/schema.js";
import { defined } from "../../util/defined.js";
import { isList, isObject, stringOf } from "../../util/json-values.js";
import { nullableOf } from "./nullable-of.js";
import { readDiscriminator } from "./read-discriminator.js";
import { enumOf } from "./read-enum.js";
import { annotate, type JsonType, reportDropped, type SchemaContext } from "./schema-context.js";

interface UnionOptions {
  readonly base: SchemaBase;
  readonly implied: JsonType | undefined;
  readonly context: SchemaContext;
}

/** Reads `oneOf` or `anyOf`; undefined if it only restricts which members are required, which no SDK type can say. */
export function readUnion(
  cursor: Cursor<JsonObject>,
  keyword: "oneOf" | "anyOf",
  options: UnionOptions,
): Schema | undefined {
  const list = childOf(cursor, keyword);
  if (!isListCursor(list)) return undefined;
  const written = itemsOf(list);
  const items = written.filter((item) => !isNull(item.value));
  if (items.length > 0 && items.every((item) => isRestriction(item.value))) {
    reportDropped(cursor, keyword, options.context);
    return undefined;
  }
  if (items.length === written.length) return readMembers(cursor, keyword, items, options);
  const { base } = options;
  return nullableOf(readMembers(cursor, keyword, items, { ...options, base: { place: base.place } }), base);
}

function readMembers(
  cursor: Cursor<JsonObject>,
  keyword: "oneOf" | "anyOf",
  items: readonly Cursor[],
  { base, implied, context }: UnionOptions,
): Schema {
  const open = cursor.value["x-parlance-closed"] !== true;
  const described = describedValues(items);
  if (described !== undefined) return enumOf(described, { base, open });
  const schemas = distinct(items.map((item) => context.read(item, implied)));
  const [only] = schemas;
  if (only === undefined) return { kind: "never", ...base };
  if (schemas.length === 1) return annotate(only, base);
  const enumeration = openEnum(schemas, base);
  if (enumeration !== undefined) return enumeration;
  const members = schemas.map((schema) => ({ schema, tags: [] }));
  const node: UnionSchema = { kind: "union", ...base, rule: keyword === "oneOf" ? "one" : "any", members, open };
  context.unsettled.unions.push({ node, ...defined({ discriminator: readDiscriminator(cursor, context) }) });
  return node;
}

/** `oneOf: [{ const: a, title: …, description: … }, …]` is an enum whose values have words of their own. */
function describedValues(items: readonly Cursor[]) {
  if (items.length < 2) return undefined;
  const described = [];
  for (const { value } of items) {
    if (!isObject(value)) return undefined;
    const single = isList(value.enum) && value.enum.length === 1 ? value.enum[0] : value.const;
    if (typeof single !== "string" && typeof single !== "number") return undefined;
    const { title: name, description } = value;
    described.push(defined({ value: single, name: stringOf(name), description: stringOf(description) }));
  }
  return described;
}

/** `anyOf: [{ type: string }, { enum: […] }]` is how documents spell an open enum. */
function openEnum(schemas: readonly Schema[], base: SchemaBase): EnumSchema | undefined {
  const [first, second] = schemas;
  if (schemas.length !== 2 || first === undefined || second === undefined) return undefined;
  const plain = isPlainString(first) ? second : isPlainString(second) ? first : undefined;
  if (plain?.kind !== "enum" || plain.base !== "string") return undefined;
  return { ...plain, ...base, open: true };
}

function isPlainString(schema: Schema): boolean {
  if (schema.kind !== "scalar" || schema.type !== "string") return false;
  const { format, pattern, minLength, maxLength } = schema;
  return format === undefined && pattern === undefined && minLength === undefined && maxLength === undefined;
}

/** The same named schema twice is one member. */
function distinct(schemas: readonly Schema[]): readonly Schema[] {
  const seen = new Set<string>();
  return schemas.filter((schema) => {
    if (schema.kind !== "ref") return true;
    return !seen.has(schema.name) && seen.add(schema.name);
  });
}

function isNull(value: Json): boolean {
  if (!isObject(value)) return false;
  if (value.type === "null" || value.const === null) return true;
  return isList(value.enum) && value.enum.length === 1 && value.enum[0] === null;
}

/** True for `{ required: […] }` and the like, which say nothing about the values themselves. */
function isRestriction(value: Json): boolean {
  if (!isObject(value)) return false;
  const keywords = Object.keys(value).filter((key) => !neutral.has(key));
  return keywords.length > 0 && keywords.every((key) => restrictions.has(key));
}

const neutral = new Set(["title", "description", "type"]);
const restrictions = new Set(["required", "not", "minProperties", "maxProperties"]);
