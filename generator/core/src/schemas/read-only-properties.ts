import type { Schema } from "@parlance/contract";
import { dereference } from "./dereference.js";
import type { Schemas } from "./schemas.js";

/**
 * Names of the required properties that only answers have (`readOnly`), of an object and those it is made of. A caller need
 * not send them, although the schema requires them (OpenAPI 3.1, JSON Schema validation section 9.4).
 *
 * Empty for objects with further properties of a given type, whose named ones cannot be taken away one by one.
 */
export function readOnlyProperties(schema: Schema, schemas: Schemas): readonly string[] {
  return [...new Set(collect(schema, schemas, new Set()) ?? [])];
}

function collect(schema: Schema, schemas: Schemas, seen: Set<string>): readonly string[] | undefined {
  switch (schema.kind) {
    case "ref": {
      const target = dereference(schema, schemas, seen);
      return target === undefined ? undefined : collect(target, schemas, seen);
    }
    case "object":
      return typeof schema.additional === "object"
        ? undefined
        : schema.properties.filter((each) => !each.optional && each.schema.readOnly === true).map(({ name }) => name);
    case "intersection": {
      const parts = schema.members.map((each) => collect(each, schemas, seen));
      return parts.includes(undefined) ? undefined : parts.flatMap((each) => each ?? []);
    }
    default:
      return undefined;
  }
}
