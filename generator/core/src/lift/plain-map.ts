import type { MapSchema, ObjectSchema, Schema } from "@parlance/contract";
import { anyOf } from "../schemas/any-of.js";

/** An object without known properties, which is a map to a reader; undefined for one that has some. */
export function plainMap(schema: ObjectSchema): MapSchema | undefined {
  const { properties, patternProperties = [], additional, kind: _, ...base } = schema;
  return properties.length > 0
    ? undefined
    : {
        ...base,
        kind: "map",
        values: valuesOf(
          patternProperties.map((each) => each.schema),
          additional,
          base,
        ),
      };
}

function valuesOf(
  patterns: readonly Schema[],
  additional: ObjectSchema["additional"],
  { place }: Pick<Schema, "place">,
): Schema {
  const further: readonly Schema[] =
    additional === true ? [{ kind: "any", place }] : additional === false ? [] : [additional];
  const all = [...patterns, ...further];
  return all.some(({ kind }) => kind === "any") ? { kind: "any", place } : (anyOf(all) ?? { kind: "any", place });
}
