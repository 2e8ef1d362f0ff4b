import { childOf, type Cursor, entriesOf, isListCursor, isObjectCursor } from "../../load/cursor.js";
import type { JsonObject } from "../../model/json.js";
import type { MapSchema, ObjectSchema, Property, Schema, SchemaBase } from "../../model/schema.js";
import { defined } from "../../util/defined.js";
import { isObject, numberOf } from "../../util/json-values.js";
import { reportDropped, type SchemaContext } from "./schema-context.js";

/** An object with named members, or a map if the document names none. */
export function readObject(
  cursor: Cursor<JsonObject>,
  base: SchemaBase,
  context: SchemaContext,
): ObjectSchema | MapSchema {
  const properties = readProperties(cursor, base, context);
  const additional = readAdditional(cursor, context);
  const patternProperties = readPatterns(cursor, context);
  const bounds = defined({
    minProperties: numberOf(cursor.value.minProperties),
    maxProperties: numberOf(cursor.value.maxProperties),
  });
  if (properties.length === 0 && patternProperties === undefined && additional !== false)
    return {
      kind: "map",
      ...base,
      values: additional === true ? { kind: "any", place: base.place } : additional,
      ...readKeys(cursor, context),
      ...bounds,
    };
  if (Object.hasOwn(cursor.value, "propertyNames")) reportDropped(cursor, "propertyNames", context);
  return { kind: "object", ...base, properties, additional, ...defined({ patternProperties }), ...bounds };
}

function readProperties(cursor: Cursor<JsonObject>, base: SchemaBase, context: SchemaContext): Property[] {
  const required = requiredOf(cursor);
  const properties: Property[] = [];
  const written = childOf(cursor, "properties");
  if (isObjectCursor(written))
    for (const [name, property] of entriesOf(written))
      properties.push({ name, schema: context.read(property), optional: !required.delete(name) });
  for (const name of required) properties.push({ name, schema: { kind: "any", place: base.place }, optional: false });
  return properties;
}

function requiredOf(cursor: Cursor<JsonObject>): Set<string> {
  const required = childOf(cursor, "required");
  if (!isListCursor(required)) return new Set();
  return new Set(required.value.filter((name) => typeof name === "string"));
}

/** An explicit `true` says that further members are expected, and reads as "anything"; its absence is just the default. */
function readAdditional(cursor: Cursor<JsonObject>, context: SchemaContext): Schema | boolean {
  const written = childOf(cursor, "additionalProperties") ?? unevaluated(cursor, context);
  if (written === undefined) return true;
  return written.value === false ? false : context.read(written);
}

/** Without combined schemas, `unevaluatedProperties` means the same as `additionalProperties`. */
function unevaluated(cursor: Cursor<JsonObject>, context: SchemaContext): Cursor | undefined {
  const { value } = cursor;
  const combined = ["allOf", "anyOf", "oneOf"].some((keyword) => Object.hasOwn(value, keyword));
  if (!combined) return childOf(cursor, "unevaluatedProperties");
  if (isObject(value.unevaluatedProperties)) reportDropped(cursor, "unevaluatedProperties", context);
  return undefined;
}

function readPatterns(cursor: Cursor<JsonObject>, context: SchemaContext) {
  const patterns = childOf(cursor, "patternProperties");
  if (!isObjectCursor(patterns)) return undefined;
  const read = entriesOf(patterns).map(([pattern, schema]) => ({ pattern, schema: context.read(schema) }));
  return read.length === 0 ? undefined : read;
}

function readKeys(cursor: Cursor<JsonObject>, context: SchemaContext): { readonly keys?: Schema } {
  const names = childOf(cursor, "propertyNames");
  return names === undefined ? {} : { keys: context.read(names, "string") };
}
