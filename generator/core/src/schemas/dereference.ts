import type { RefSchema, Schema } from "@parlance/contract";
import type { Schemas } from "./schemas.js";

/**
 * Follows references until there is none, and remembers their names in `seen`. Undefined if one was followed before, or
 * names nothing.
 */
export function dereference(
  schema: Schema,
  schemas: Schemas,
  seen: Set<string>,
): Exclude<Schema, RefSchema> | undefined {
  let current = schema;
  while (current.kind === "ref") {
    const target = schemas.get(current.name)?.schema;
    if (target === undefined || seen.has(current.name)) return undefined;
    seen.add(current.name);
    current = target;
  }
  return current;
}
