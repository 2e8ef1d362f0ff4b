import { childOf, type Cursor, isListCursor, isObjectCursor, itemsOf } from "../../load/cursor.js";
import type { Json, JsonObject } from "../../model/json.js";
import { isObject } from "../../util/json-values.js";
import type { Session } from "../session.js";

/** A message or operation with the members of its traits; its own members win, objects are merged (RFC 7396). */
export function applyTraits(cursor: Cursor<JsonObject>, session: Session): Cursor<JsonObject> {
  const traits = childOf(cursor, "traits");
  if (!isListCursor(traits)) return cursor;
  let merged: JsonObject = {};
  for (const item of itemsOf(traits)) {
    const trait = session.resolver.deref(item);
    if (isObjectCursor(trait)) merged = merge(merged, trait.value, cursor);
  }
  const { traits: _, ...own } = cursor.value;
  return { ...cursor, value: merge(merged, own, cursor) };
}

function merge(base: JsonObject, over: JsonObject, origin: Cursor): JsonObject {
  const merged: Record<string, Json> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const known = merged[key];
    const mergeable = isObject(known) && isObject(value) && !("$ref" in known) && !("$ref" in value);
    merged[key] = mergeable ? merge(known, value, origin) : value;
  }
  const line = origin.file.lines.nodes.get(over) ?? origin.line;
  origin.file.lines.nodes.set(merged, line);
  return merged;
}
