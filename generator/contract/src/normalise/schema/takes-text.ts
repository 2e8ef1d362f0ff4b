import { limits } from "../../load/limits.js";
import type { Schema } from "../../model/schema.js";
import type { SchemaRegistry } from "./schema-registry.js";

/**
 * False if a member of a union declares `property` with a type that no text is of, e.g. `integer`. Such a property tells
 * members apart by itself, but names of schemas and of a mapping are text and can never stand in it.
 */
export function tagTakesText(schema: Schema, property: string, registry: SchemaRegistry, depth = 0): boolean {
  if (depth > limits.depth) return true;
  const inner = (next: Schema) => tagTakesText(next, property, registry, depth + 1);
  switch (schema.kind) {
    case "ref": {
      const target = registry.get(schema.name);
      return target === undefined || inner(target);
    }
    case "nullable":
      return inner(schema.schema);
    case "object": {
      const member = schema.properties.find(({ name }) => name === property);
      return member === undefined || takesText(member.schema, registry, depth + 1);
    }
    case "intersection":
    case "union":
      return (schema.kind === "union" ? schema.members.map((each) => each.schema) : schema.members).every(inner);
    default:
      return true;
  }
}

function takesText(schema: Schema, registry: SchemaRegistry, depth: number): boolean {
  if (depth > limits.depth) return true;
  const inner = (next: Schema) => takesText(next, registry, depth + 1);
  switch (schema.kind) {
    case "ref": {
      const target = registry.get(schema.name);
      return target === undefined || inner(target);
    }
    case "nullable":
      return inner(schema.schema);
    case "scalar":
      return schema.type === "string";
    case "const":
      return typeof schema.value === "string";
    case "enum":
      return schema.values.some((value) => typeof value === "string");
    case "union":
      return schema.members.some((each) => inner(each.schema));
    case "intersection":
      return schema.members.every(inner);
    case "any":
      return true;
    default:
      return false;
  }
}
