import type { Json, JsonObject } from "../model/json.js";
import { isList, isObject } from "./json-values.js";

/** True if a value has a `$ref` anywhere, which a reader of the document would try to follow. */
export function hasRef(value: Json): boolean {
  if (isList(value)) return value.some(hasRef);
  if (!isObject(value)) return false;
  return Object.hasOwn(value, "$ref") || Object.values(value).some(hasRef);
}

/** The members whose values have no `$ref`. */
export function withoutRefs(object: JsonObject | undefined): JsonObject | undefined {
  return object && Object.fromEntries(Object.entries(object).filter(([, value]) => !hasRef(value)));
}
