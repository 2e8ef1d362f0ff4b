import { type Cursor, isObjectCursor, placeOf } from "../../load/cursor.js";
import type { Target } from "../../load/resolver.js";
import type { JsonObject } from "../../model/json.js";
import type { Schema } from "../../model/schema.js";
import { nullableOf } from "./nullable-of.js";
import { annotate, baseOf, type JsonType, type SchemaContext } from "./schema-context.js";

/** Members that may stand beside `$ref` in any version without changing the values. */
const words = new Set(["title", "description", "summary", "example", "examples", "deprecated", "externalDocs"]);
const identity = new Set(["$ref", "$id", "$schema", "$comment", "$defs", "definitions", "$anchor"]);
const annotations = new Set([...words, "default", "readOnly", "writeOnly", "nullable", "xml"]);

/** A use of a named schema, with what stands beside the `$ref`. */
export function readRef(
  cursor: Cursor<JsonObject>,
  context: SchemaContext,
  readRest: (rest: Cursor<JsonObject>, implied?: JsonType) => Schema,
): Schema {
  const place = placeOf(cursor);
  if (context.resolver.deref(cursor) === undefined) return { kind: "any", place };
  const target = context.resolver.target(cursor);
  if (target === undefined) return { kind: "any", place };
  const ref: Schema = { kind: "ref", name: context.nameOf(canonical(target, context)), place };
  const siblings = Object.keys(cursor.value).filter((key) => !identity.has(key) && !key.startsWith("x-"));
  if (cursor.file.dialect !== "json-schema") {
    const ignored = siblings.filter((key) => !words.has(key));
    if (ignored.length > 0)
      context.diagnostics.report("ref-siblings-ignored", place, {
        members: ignored.map((key) => `\`${key}\``).join(", "),
      });
    return annotate(ref, { ...baseOf(without(cursor, [...ignored, "$ref"]), context) });
  }
  const nullable = cursor.value.nullable === true;
  const constraints = siblings.filter((key) => !annotations.has(key));
  const base = baseOf(cursor, context);
  if (constraints.length === 0) return nullable ? nullableOf(ref, base) : annotate(ref, base);
  return readRest(moveIntoAllOf(cursor));
}

/** Aliases that keep the name (`Tunnel: { $ref: schemas/tunnels.yaml#/Tunnel }`) are the schema itself. */
export function canonical(target: Target, context: SchemaContext): Target {
  let current = target;
  for (let hops = 0; hops < 100; hops += 1) {
    const { cursor } = current;
    if (!isAlias(cursor)) return current;
    const next = context.resolver.target(cursor);
    if (next === undefined || context.ownName(next) !== context.ownName(current)) return current;
    current = next;
  }
  return current;
}

/** Whether a schema is a `$ref` and nothing else. */
export function isAlias(cursor: Cursor): cursor is Cursor<JsonObject> {
  return isObjectCursor(cursor) && Object.keys(cursor.value).length === 1 && "$ref" in cursor.value;
}

function without(cursor: Cursor<JsonObject>, keys: readonly string[]): Cursor<JsonObject> {
  const kept = Object.entries(cursor.value).filter(([key]) => !keys.includes(key));
  return { ...cursor, value: Object.fromEntries(kept) };
}

/** JSON Schema applies what stands beside `$ref` as well: `allOf` says the same. */
function moveIntoAllOf(cursor: Cursor<JsonObject>): Cursor<JsonObject> {
  const { $ref = "", allOf, ...rest } = cursor.value;
  const written = Array.isArray(allOf) ? allOf : [];
  const reference = { $ref };
  cursor.file.lines.nodes.set(reference, cursor.line);
  return { ...cursor, value: { ...rest, allOf: [reference, ...written] } };
}
