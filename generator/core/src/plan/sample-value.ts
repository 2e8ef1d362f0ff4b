import type { Json, Schema } from "@parlance/contract";
import type { Schemas } from "../schemas/schemas.js";

/** A value that fits a schema, for a README: the contract's own example if it has one. Undefined if none is obvious. */
export function sampleValue(schema: Schema, schemas: Schemas, depth = 0): Json | undefined {
  const example = schema.docs?.examples?.[0] ?? schema.default;
  if (example !== undefined) {
    return example;
  }
  switch (schema.kind) {
    case "ref": {
      const target = schemas.get(schema.name)?.schema;
      return target === undefined || depth > 4 ? undefined : sampleValue(target, schemas, depth + 1);
    }
    case "nullable":
      return sampleValue(schema.schema, schemas, depth + 1);
    case "const":
      return schema.value;
    case "enum":
      return schema.values[0];
    case "scalar":
      return schema.format === undefined && schema.pattern === undefined ? plainSamples[schema.type] : undefined;
    default:
      return undefined;
  }
}

const plainSamples = { string: "…", integer: 1, number: 1, boolean: true } as const;
