import type { Schema } from "@parlance/contract";

/** A text that two schemas share exactly if they describe the same values: places, words and extensions aside. */
export function shapeOf(schema: Schema): string {
  return JSON.stringify(schema, (key, value: unknown) => {
    if (key === "place" || key === "docs" || key === "extensions") {
      return undefined;
    }
    return isPlain(value) ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))) : value;
  });
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
