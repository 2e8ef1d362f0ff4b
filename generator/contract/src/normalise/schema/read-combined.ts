import { childOf, type Cursor, isListCursor, itemsOf } from "../../load/cursor.js";
import type { JsonObject } from "../../model/json.js";
import type { IntersectionSchema, Schema, SchemaBase } from "../../model/schema.js";
import { readUnion } from "./read-union.js";
import { readType, typesOf } from "./read-type.js";
import { annotate, type JsonType, type SchemaContext } from "./schema-context.js";

const combining = ["allOf", "oneOf", "anyOf"] as const;

/** Keywords that describe values beside `allOf`, `oneOf` and `anyOf`. A lone `type` is handed down to the members. */
const structural = [
  "properties",
  "additionalProperties",
  "patternProperties",
  "required",
  "items",
  "prefixItems",
  "pattern",
  "minLength",
  "maxLength",
  "minimum",
  "maximum",
  "minItems",
  "maxItems",
];

/** True if a schema combines others. */
export function isCombined(value: JsonObject): boolean {
  return combining.some((keyword) => Array.isArray(value[keyword]));
}

/** Reads `allOf`, `oneOf` and `anyOf` and what stands beside them. Flattening waits until all schemas are known. */
export function readCombined(
  cursor: Cursor<JsonObject>,
  options: { readonly base: SchemaBase; readonly implied: JsonType | undefined; readonly context: SchemaContext },
): Schema {
  const { base, context } = options;
  const stated = cursor.value.type === undefined ? [] : (typesOf(cursor, undefined, context) ?? []);
  const implied = stated.length === 1 ? stated[0] : options.implied;
  const inner = { place: base.place };
  const members: Schema[] = [];
  if (structural.some((keyword) => Object.hasOwn(cursor.value, keyword)))
    members.push(...ownPart(cursor, implied, { base: inner, context }));
  const all = childOf(cursor, "allOf");
  if (isListCursor(all)) members.push(...itemsOf(all).map((item) => context.read(item, implied)));
  for (const keyword of ["oneOf", "anyOf"] as const) {
    const union = readUnion(cursor, keyword, { base: inner, implied, context });
    if (union !== undefined) members.push(union);
  }
  return combine(cursor, members, { base, implied, context });
}

function ownPart(
  cursor: Cursor<JsonObject>,
  implied: JsonType | undefined,
  options: { readonly base: SchemaBase; readonly context: SchemaContext },
): Schema[] {
  const types = typesOf(cursor, implied, options.context);
  return (types ?? []).slice(0, 1).map((type) => readType(cursor, type, options));
}

function combine(
  cursor: Cursor<JsonObject>,
  members: readonly Schema[],
  options: { readonly base: SchemaBase; readonly implied: JsonType | undefined; readonly context: SchemaContext },
): Schema {
  const { base, implied, context } = options;
  const telling = members.filter((schema) => schema.kind !== "any");
  const [only] = telling;
  if (only === undefined) {
    if (implied !== undefined) return readType(cursor, implied, { base, context });
    return annotate(members[0] ?? { kind: "any", place: base.place }, base);
  }
  if (telling.length === 1) return annotate(withWordsOf(members, only), base);
  const node: IntersectionSchema = { kind: "intersection", ...base, members: telling };
  context.unsettled.intersections.push({ node, closed: cursor.value.unevaluatedProperties === false });
  return node;
}

/** `allOf: [{ $ref: … }, { description: … }]` is the common way to say something about a reference. */
function withWordsOf(members: readonly Schema[], schema: Schema): Schema {
  let annotated = schema;
  for (const { kind, docs } of members)
    if (kind === "any" && docs !== undefined) annotated = annotate(annotated, { place: schema.place, docs });
  return annotated;
}
