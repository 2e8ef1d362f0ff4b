import { limits } from "../../load/limits.js";
import type { Schema } from "../../model/schema.js";
import type { SchemaRegistry } from "./schema-registry.js";

/**
 * The values by which `property` tells instances of `schema` from others: its `const`, or each value of its `enum`, found
 * through references, `allOf` and nested unions. Undefined if the schema does not say.
 */
export function tagsOf(
  schema: Schema,
  property: string,
  registry: SchemaRegistry,
  depth = 0,
): readonly string[] | undefined {
  if (depth > limits.depth) return undefined;
  const inner = (next: Schema) => tagsOf(next, property, registry, depth + 1);
  switch (schema.kind) {
    case "ref": {
      const target = registry.get(schema.name);
      return target && inner(target);
    }
    case "nullable":
      return inner(schema.schema);
    case "object": {
      const member = schema.properties.find(({ name }) => name === property);
      return member && valuesOf(member.schema, registry);
    }
    case "intersection":
      return schema.members.map(inner).find((tags) => tags !== undefined);
    case "union": {
      const tags = schema.members.map((member) => inner(member.schema));
      return tags.every((each) => each !== undefined) ? tags.flat() : undefined;
    }
    default:
      return undefined;
  }
}

function valuesOf(schema: Schema, registry: SchemaRegistry): readonly string[] | undefined {
  let shape = schema;
  for (let hops = 0; shape.kind === "ref" && hops < limits.depth; hops += 1) {
    const next = registry.get(shape.name);
    if (next === undefined) return undefined;
    shape = next;
  }
  const values = shape.kind === "const" ? [shape.value] : shape.kind === "enum" ? shape.values : [];
  const strings = values.filter((value) => typeof value === "string");
  return strings.length > 0 && strings.length === values.length ? strings : undefined;
}
