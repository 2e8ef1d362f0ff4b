import type { Json, JsonObject } from "@parlance/contract";

/** True for a JSON object. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A member of an object; undefined: it has none of that name itself, whatever every object inherits (`constructor`). */
export function memberIn(value: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

/** True for a text or a number. */
export function isScalar(value: Json | undefined): value is string | number {
  return typeof value === "string" || typeof value === "number";
}
