import { type Cursor, placeOf } from "../../load/cursor.js";
import type { JsonObject } from "../../model/json.js";
import type { Schema, SchemaBase } from "../../model/schema.js";
import { isList } from "../../util/json-values.js";
import { readList } from "./read-list.js";
import { readObject } from "./read-object.js";
import { readScalar } from "./read-scalar.js";
import type { JsonType, SchemaContext } from "./schema-context.js";

const known: ReadonlySet<string> = new Set<JsonType>(["string", "integer", "number", "boolean", "object", "array"]);

/** Keywords from which the type is concluded when the document does not state it. */
const telling: readonly (readonly [JsonType, readonly string[]])[] = [
  [
    "object",
    [
      "properties",
      "additionalProperties",
      "patternProperties",
      "required",
      "propertyNames",
      "minProperties",
      "maxProperties",
    ],
  ],
  ["array", ["items", "prefixItems", "minItems", "maxItems", "uniqueItems"]],
  ["string", ["pattern", "minLength", "maxLength", "contentMediaType", "contentEncoding"]],
  ["number", ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"]],
];

/** The types a schema allows besides `null`; `undefined` if it does not restrict them. */
export function typesOf(
  cursor: Cursor<JsonObject>,
  implied: JsonType | undefined,
  context: SchemaContext,
): readonly JsonType[] | undefined {
  const written = cursor.value.type;
  if (written === undefined) return concluded(cursor.value, implied);
  const types = new Set<JsonType>();
  for (const type of isList(written) ? written : [written]) {
    if (type === "null") continue;
    if (typeof type === "string" && known.has(type)) types.add(type as JsonType);
    else if (type === "file") types.add("string");
    else {
      context.diagnostics.report("type-unknown", placeOf(cursor), { type: JSON.stringify(type) });
      return undefined;
    }
  }
  if (types.has("number")) types.delete("integer");
  return types.size >= 5 ? undefined : [...types];
}

function concluded(value: JsonObject, implied: JsonType | undefined): readonly JsonType[] | undefined {
  if (implied !== undefined) return [implied];
  for (const [type, keywords] of telling) if (keywords.some((keyword) => Object.hasOwn(value, keyword))) return [type];
  if (typeof value.format !== "string") return undefined;
  if (/^u?int\d*$/.test(value.format)) return ["integer"];
  return /^(float|double|number|decimal)$/.test(value.format) ? ["number"] : ["string"];
}

/** The part of a schema that concerns one type. */
export function readType(
  cursor: Cursor<JsonObject>,
  type: JsonType,
  options: { readonly base: SchemaBase; readonly context: SchemaContext },
): Schema {
  const { base, context } = options;
  if (type === "object") return readObject(cursor, base, context);
  if (type === "array") return readList(cursor, base, context);
  const scalar = readScalar(cursor, type, base);
  return cursor.value.type === "file" ? { ...scalar, format: "binary" } : scalar;
}
