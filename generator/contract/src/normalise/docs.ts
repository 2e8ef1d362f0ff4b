import { childOf, type Cursor, isObjectCursor } from "../load/cursor.js";
import type { Resolver } from "../load/resolver.js";
import type { Json, JsonObject } from "../model/json.js";
import type { Docs } from "../model/schema.js";
import { defined } from "../util/defined.js";
import { isList, isObject, member, stringOf } from "../util/json-values.js";

/** The words that accompany a node; undefined when there are none. */
export function docsOf(cursor: Cursor<JsonObject>, resolver: Resolver): Docs | undefined {
  const { value } = cursor;
  const docs = defined({
    summary: stringOf(value.summary) ?? stringOf(value.title),
    description: descriptionOf(cursor, resolver),
    deprecated: deprecationOf(value),
    examples: examplesOf(value),
    href: isObject(value.externalDocs) ? stringOf(value.externalDocs.url) : undefined,
  });
  return Object.keys(docs).length === 0 ? undefined : docs;
}

/** A description may be a file of its own: `description: { $ref: tunnels.md }`. */
function descriptionOf(cursor: Cursor<JsonObject>, resolver: Resolver): string | undefined {
  const { description } = cursor.value;
  if (typeof description === "string") return description === "" ? undefined : description;
  const written = childOf(cursor, "description");
  return isObjectCursor(written) ? resolver.text(written) : undefined;
}

function deprecationOf(value: JsonObject): boolean | string | undefined {
  if (value.deprecated !== true) return undefined;
  return stringOf(value["x-deprecated-reason"]) ?? true;
}

function examplesOf(value: JsonObject): readonly Json[] | undefined {
  const example = member(value, "example");
  if (example !== undefined) return [example];
  return isList(value.examples) && value.examples.length > 0 ? value.examples : undefined;
}

/** The `x-…` members, verbatim, except those that the Contract has understood itself. */
export function extensionsOf(value: JsonObject): JsonObject | undefined {
  let found: Record<string, Json> | undefined;
  for (const key in value) {
    if (!key.startsWith("x-") || understood.has(key)) continue;
    found ??= {};
    found[key] = value[key] as Json;
  }
  return found;
}

const understood = new Set([
  "x-deprecated-reason",
  "x-enum-descriptions",
  "x-enum-varnames",
  "x-enumNames",
  "x-parlance-closed",
  "x-parlance-pagination",
  "x-parlance-stream-id",
]);
