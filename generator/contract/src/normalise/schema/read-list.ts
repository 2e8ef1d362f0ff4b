import { childOf, type Cursor, isListCursor, isObjectCursor, itemsOf } from "../../load/cursor.js";
import type { JsonObject } from "../../model/json.js";
import type { ListSchema, Schema, SchemaBase } from "../../model/schema.js";
import { defined } from "../../util/defined.js";
import { numberOf } from "../../util/json-values.js";
import type { SchemaContext } from "./schema-context.js";

/** A list or a tuple; older drafts write a tuple as a list under `items` and its rest as `additionalItems`. */
export function readList(cursor: Cursor<JsonObject>, base: SchemaBase, context: SchemaContext): ListSchema {
  const items = childOf(cursor, "items");
  const tuple = isListCursor(items) ? items : childOf(cursor, "prefixItems");
  const rest = isListCursor(items) ? childOf(cursor, "additionalItems") : items;
  const prefix = isListCursor(tuple) ? itemsOf(tuple).map((item) => context.read(item)) : [];
  return {
    kind: "list",
    ...base,
    items: readRest(rest, base, context),
    prefix,
    ...defined({
      minItems: numberOf(cursor.value.minItems),
      maxItems: numberOf(cursor.value.maxItems),
      uniqueItems: cursor.value.uniqueItems === true ? (true as const) : undefined,
    }),
  };
}

function readRest(rest: Cursor | undefined, base: SchemaBase, context: SchemaContext): Schema | false {
  if (rest === undefined) return { kind: "any", place: base.place };
  if (rest.value === false) return false;
  if (isObjectCursor(rest) && Object.keys(rest.value).length === 0) return { kind: "any", place: base.place };
  return context.read(rest);
}
