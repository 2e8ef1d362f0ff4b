import type { Schema } from "../../model/schema.js";

/** True if two schemas describe the same values: places and words aside. */
export function sameSchema(a: Schema, b: Schema): boolean {
  return a === b || fingerprint(a) === fingerprint(b);
}

function fingerprint(schema: Schema): string {
  return JSON.stringify(schema, (key, value: unknown) => {
    if (key === "place" || key === "docs" || key === "extensions") return undefined;
    return isPlain(value) ? Object.fromEntries(Object.entries(value).sort()) : value;
  });
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
