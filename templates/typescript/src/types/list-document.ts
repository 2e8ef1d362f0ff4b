import type { ListSchema, Schema } from "@parlance/contract";
import type { SchemaDocument } from "./document.js";

/** Writes a list: a tuple if its length is fixed, else an array of whatever may stand in it. */
export function listDocument(list: ListSchema, inner: (schema: Schema) => SchemaDocument): SchemaDocument {
  const { prefix, items, minItems } = list;
  if (prefix.length > 0 && items === false && minItems === prefix.length) {
    return { type: "array", prefixItems: prefix.map(inner), minItems, maxItems: minItems };
  }
  const elements = [...prefix, ...(items === false ? [] : [items])].map(inner);
  return {
    type: "array",
    items: elements.length === 1 ? (elements[0] ?? {}) : elements.length === 0 ? {} : { anyOf: elements },
  };
}
