import type { Json, ScalarSchema, Schema } from "@parlance/contract";
import { isObject, memberIn } from "./json-kinds.js";
import { pointerTo } from "./pointer.js";
import { resolve, type Schemas } from "./schemas.js";

/** A value in which one place is as far as a keyword allows. */
export interface Boundary {
  /** JSON pointer to the place. */
  readonly pointer: string;
  readonly keyword: string;
  /** The whole value. */
  readonly value: Json;
}

/** Longer texts are not sent to reach a bound. */
const longest = 10_000;

/**
 * An allowed value changed at one place to the utmost that a keyword allows: each value of an enum, the least and the greatest
 * number, the shortest and the longest text. Texts with a pattern or a format are left alone, for those mean more than a schema says.
 */
export function boundaries(schema: Schema, value: Json, schemas: Schemas): readonly Boundary[] {
  const target = resolve(schema, schemas);
  switch (target.kind) {
    case "nullable":
      return [
        ...(value === null ? [] : [{ pointer: "", keyword: "type", value: null }]),
        ...(value === null ? [] : boundaries(target.schema, value, schemas)),
      ];
    case "enum":
      return target.values.map((each) => ({ pointer: "", keyword: "enum", value: each }));
    case "scalar":
      return scalarBoundaries(target);
    case "object": {
      if (!isObject(value)) return [];
      return target.properties.flatMap(({ name, schema: each }) => {
        const member = memberIn(value, name);
        if (member === undefined) return [];
        return boundaries(each, member, schemas).map((found) => ({
          ...found,
          pointer: pointerTo(name) + found.pointer,
          value: { ...value, [name]: found.value },
        }));
      });
    }
    default:
      return [];
  }
}

function scalarBoundaries(schema: ScalarSchema): readonly Boundary[] {
  const at = (keyword: string, value: Json): Boundary => ({ pointer: "", keyword, value });
  const { minimum, maximum, minLength, maxLength, pattern, format } = schema;
  if (schema.type === "boolean") return [at("type", true), at("type", false)];
  if (schema.type !== "string")
    return [
      ...(isExact(minimum) ? [at("minimum", minimum)] : []),
      ...(isExact(maximum) ? [at("maximum", maximum)] : []),
    ];
  if (pattern !== undefined || format !== undefined) return [];
  return [
    ...(minLength === undefined ? [] : [at("minLength", "x".repeat(minLength))]),
    ...(maxLength === undefined || maxLength > longest ? [] : [at("maxLength", "x".repeat(maxLength))]),
  ];
}

/** True for a number that is read as it is written; beyond 2^53 another one is. */
function isExact(bound: number | undefined): bound is number {
  return bound !== undefined && Math.abs(bound) <= Number.MAX_SAFE_INTEGER;
}
