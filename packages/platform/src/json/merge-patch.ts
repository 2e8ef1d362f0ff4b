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

/** A merge patch for a type: each member its new value, or `null` to remove it. */
export type MergePatch<Target> = { readonly [Member in keyof Target]?: PatchValue<Target[Member]> | null };

type PatchValue<Value> = Value extends readonly unknown[] ? Value : Value extends object ? MergePatch<Value> : Value;

/** A map stays a map; of known members any may be gone. */
type Patched<Target> = string extends keyof Target ? Target : Partial<Target>;

/** `mergePatch` for an object with known members. Those that the patch removes are absent; the caller says what they are then. */
export function patchObject<Target extends JsonObject>(target: Target, patch: MergePatch<Target>): Patched<Target> {
  return mergePatch(target, patch as JsonObject) as Patched<Target>;
}

/** `mergePatch` for two objects. */
export function mergeObjects(target: JsonObject, patch: JsonObject): JsonObject {
  const merged = mergePatch(target, patch);
  return isJsonObject(merged) ? merged : {};
}
