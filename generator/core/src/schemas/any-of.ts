import type { Schema } from "@parlance/contract";
import { shapeOf } from "./shape-of.js";

/** A schema for values of any of the schemas: the one if they are all alike, else a union. Undefined if there is none. */
export function anyOf(schemas: readonly Schema[]): Schema | undefined {
  const distinct = distinctSchemas(schemas);
  const [first] = distinct;
  return first === undefined || distinct.length === 1
    ? first
    : {
        kind: "union",
        rule: "any",
        members: distinct.map((schema) => ({ schema, tags: [] })),
        open: true,
        place: first.place,
      };
}

/** The schemas without those that describe the same values as an earlier one. */
export function distinctSchemas(schemas: readonly Schema[]): readonly Schema[] {
  const shapes = new Set<string>();
  return schemas.filter((schema) => {
    const shape = shapeOf(schema);
    const fresh = !shapes.has(shape);
    shapes.add(shape);
    return fresh;
  });
}
