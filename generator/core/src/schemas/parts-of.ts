import type { Schema } from "@parlance/contract";

/** The schemas that stand in a schema, as its author wrote them; those behind references are not among them. */
export function partsOf(schema: Schema): readonly Schema[] {
  switch (schema.kind) {
    case "nullable":
      return [schema.schema];
    case "object": {
      const { properties, patternProperties = [], additional } = schema;
      const others = typeof additional === "object" ? [additional] : [];
      return [...[...properties, ...patternProperties].map((each) => each.schema), ...others];
    }
    case "map":
      return schema.keys === undefined ? [schema.values] : [schema.values, schema.keys];
    case "union":
      return schema.members.map((each) => each.schema);
    case "intersection":
      return schema.members;
    case "list":
      return schema.items === false ? schema.prefix : [...schema.prefix, schema.items];
    default:
      return [];
  }
}
