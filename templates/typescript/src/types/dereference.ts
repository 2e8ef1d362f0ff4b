import type { RefSchema, Schema } from "@parlance/contract";
import type { Types } from "../names/named-contract.js";

/**
 * Follows references until there is none, and remembers their names in `seen`. Undefined if one was followed before, or
 * names nothing.
 */
export function dereference(schema: Schema, types: Types, seen: Set<string>): Exclude<Schema, RefSchema> | undefined {
  let current = schema;
  while (current.kind === "ref") {
    const target = types.get(current.name)?.schema;
    if (target === undefined || seen.has(current.name)) return undefined;
    seen.add(current.name);
    current = target;
  }
  return current;
}
