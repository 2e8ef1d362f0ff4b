import { childOf, type Cursor, entriesOf, isObjectCursor, placeOf } from "../../load/cursor.js";
import type { JsonObject } from "../../model/json.js";
import { stringOf } from "../../util/json-values.js";
import { canonical } from "./read-ref.js";
import type { SchemaContext, WrittenDiscriminator } from "./schema-context.js";

/** Reads `discriminator`: an object since OpenAPI 3.0, the property's name in 2.0. */
export function readDiscriminator(
  cursor: Cursor<JsonObject>,
  context: SchemaContext,
): WrittenDiscriminator | undefined {
  const written = childOf(cursor, "discriminator");
  if (typeof written?.value === "string")
    return { property: written.value, mapping: new Map(), place: placeOf(written) };
  if (!isObjectCursor(written)) return undefined;
  const property = stringOf(written.value.propertyName);
  if (property === undefined) return undefined;
  return { property, mapping: readMapping(childOf(written, "mapping"), context), place: placeOf(written) };
}

/** Values of a mapping are references, or bare names of component schemas. */
function readMapping(mapping: Cursor | undefined, context: SchemaContext): Map<string, string> {
  const names = new Map<string, string>();
  if (!isObjectCursor(mapping)) return names;
  for (const [value, { value: ref }] of entriesOf(mapping)) {
    if (typeof ref !== "string") continue;
    if (!/[#/]/.test(ref)) {
      names.set(value, ref);
      continue;
    }
    const target = context.resolver.target(mapping, value);
    if (target !== undefined) names.set(value, context.nameOf(canonical(target, context)));
  }
  return names;
}
