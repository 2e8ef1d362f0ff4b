import type { Schema, SchemaBase } from "../../model/schema.js";

/**
 * A schema or `null`, in one form for all spellings: words, default and extensions stand on the outside, wherever the
 * document put them. The inner node, which has just been read, loses them in place.
 */
export function nullableOf(schema: Schema, base: SchemaBase): Schema {
  if (schema.kind === "nullable" || schema.kind === "null" || schema.kind === "any") return Object.assign(schema, base);
  if (schema.kind === "never") return { kind: "null", ...base };
  const inner: { -readonly [K in keyof SchemaBase]?: SchemaBase[K] } = schema;
  const { docs, readOnly, writeOnly, extensions, default: value } = schema;
  for (const key of ["docs", "readOnly", "writeOnly", "extensions", "default"] as const) delete inner[key];
  return {
    kind: "nullable",
    ...(value !== undefined && { default: value }),
    ...(readOnly && { readOnly }),
    ...(writeOnly && { writeOnly }),
    ...(extensions && { extensions }),
    ...(docs && { docs }),
    ...base,
    schema,
  };
}
