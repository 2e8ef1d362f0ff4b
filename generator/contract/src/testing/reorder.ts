import type { Json } from "../model/json.js";
import { isList, isObject } from "../util/json-values.js";

/** The same JSON with the members of every object the other way round. */
export function reorder(value: Json): Json {
  if (isList(value)) return value.map(reorder);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reorder(member)]),
  );
}
