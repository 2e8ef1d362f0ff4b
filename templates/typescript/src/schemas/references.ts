import type { Schema } from "@parlance/contract";

/** Names of the schemas that a schema refers to, without those behind them. */
export function references(schema: Schema): ReadonlySet<string> {
  const found = new Set<string>();
  collect(schema, found);
  return found;
}

function collect(schema: Schema, found: Set<string>): void {
  if (schema.kind === "ref") {
    found.add(schema.name);
  }
  children(schema).forEach((each) => collect(each, found));
}

function children(schema: Schema): readonly Schema[] {
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
