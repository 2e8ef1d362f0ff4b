import type { JsonObject, Schema } from "@parlance/contract";
import type { NamedHeader } from "../naming/named-contract.js";
import { dereference } from "../schemas/dereference.js";
import type { Schemas } from "../schemas/schemas.js";

/** How the runtime reads one response header. */
export function headerDescriptor({ key, header }: NamedHeader, schemas: Schemas): JsonObject {
  const type = readAs(header.schema, schemas, new Set());
  return {
    key,
    ...(header.name.toLowerCase() === key.toLowerCase() ? {} : { name: header.name }),
    ...(type === undefined ? {} : { type }),
  };
}

function readAs(schema: Schema, schemas: Schemas, seen: Set<string>): "number" | "boolean" | "json" | undefined {
  switch (schema.kind) {
    case "ref": {
      const target = dereference(schema, schemas, seen);
      return target === undefined ? undefined : readAs(target, schemas, seen);
    }
    case "nullable":
      return readAs(schema.schema, schemas, seen);
    case "scalar":
      return schema.type === "integer" || schema.type === "number"
        ? "number"
        : schema.type === "boolean"
          ? "boolean"
          : undefined;
    case "enum":
      return schema.base === "integer" || schema.base === "number"
        ? "number"
        : schema.base === "boolean"
          ? "boolean"
          : undefined;
    case "object":
    case "map":
    case "list":
    case "union":
    case "intersection":
      return "json";
    default:
      return undefined;
  }
}
