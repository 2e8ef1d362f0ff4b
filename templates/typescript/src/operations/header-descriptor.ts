import type { JsonObject, Schema } from "@parlance/contract";
import { dereference, type Types } from "@parlance/generator";
import type { NamedHeader } from "./name-headers.js";

/** How the runtime reads one response header. */
export function headerDescriptor({ key, header }: NamedHeader, types: Types): JsonObject {
  const type = readAs(header.schema, types, new Set());
  return {
    key,
    ...(header.name.toLowerCase() === key.toLowerCase() ? {} : { name: header.name }),
    ...(type === undefined ? {} : { type }),
  };
}

function readAs(schema: Schema, types: Types, seen: Set<string>): "number" | "boolean" | "json" | undefined {
  switch (schema.kind) {
    case "ref": {
      const target = dereference(schema, types, seen);
      return target === undefined ? undefined : readAs(target, types, seen);
    }
    case "nullable":
      return readAs(schema.schema, types, seen);
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
