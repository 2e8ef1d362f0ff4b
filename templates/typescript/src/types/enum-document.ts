import type { EnumSchema, Json } from "@parlance/contract";
import { marks } from "./marks.js";
import type { SchemaDocument } from "./document.js";

/** Writes an enum; the mark tells the printer that it is open. Booleans are complete as they are. */
export function enumDocument({ base, values, open }: EnumSchema): SchemaDocument {
  const scalars = values.filter(isScalar);
  const others = values.filter((each) => !isScalar(each));
  const listed = { enum: scalars, ...(open && base !== "boolean" ? { format: marks.openEnum } : {}) };
  if (others.length === 0) {
    return base === "mixed" ? listed : { type: base, ...listed };
  }
  return { anyOf: [...(scalars.length > 0 ? [listed] : []), ...others.map(constant)] };
}

function isScalar(value: Json): value is string | number | boolean {
  return value !== null && typeof value !== "object";
}

function constant(value: Json): SchemaDocument {
  return value === null ? { type: "null" } : { const: value };
}
