import { isJsonObject, type Json, type JsonObject } from "./json.js";

/**
 * Applies a merge patch (RFC 7396): members of the patch replace, `null` removes, absent members stay, objects merge.
 * Neither argument is changed. Members named like those of `Object.prototype` are data as any other.
 */
export function mergePatch(target: Json | undefined, patch: Json): Json {
  if (!isJsonObject(patch)) return patch;
  const merged = new Map<string, Json>(isJsonObject(target) ? Object.entries(target) : []);
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) merged.delete(name);
    else merged.set(name, mergePatch(merged.get(name), value));
  }
  return Object.fromEntries(merged);
}

/** `mergePatch` for two objects. */
export function mergeObjects(target: JsonObject, patch: JsonObject): JsonObject {
  const merged = mergePatch(target, patch);
  return isJsonObject(merged) ? merged : {};
}
