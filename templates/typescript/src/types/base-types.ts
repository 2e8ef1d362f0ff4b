import type { Json, Schema } from "@parlance/contract";
import type { Schemas } from "@parlance/generator";

/** The types that JSON tells apart. */
type BaseType = "string" | "number" | "boolean" | "null" | "object" | "array";

/** True if no value can be all of the schemas at once, because their base types exclude each other. */
export function contradict(members: readonly Schema[], schemas: Schemas): boolean {
  const [first, ...others] = members
    .map((each) => baseTypes(each, schemas, new Set()))
    .filter((each): each is ReadonlySet<BaseType> => each !== undefined);
  const common = others.reduce<ReadonlySet<BaseType>>((left, right) => left.intersection(right), first ?? new Set());
  return first !== undefined && common.size === 0;
}

/** The base types of a schema's values; undefined if they can be anything. */
function baseTypes(schema: Schema, schemas: Schemas, seen: ReadonlySet<string>): ReadonlySet<BaseType> | undefined {
  const inner = (each: Schema): ReadonlySet<BaseType> | undefined => baseTypes(each, schemas, seen);
  switch (schema.kind) {
    case "ref": {
      const target = seen.has(schema.name) ? undefined : schemas.get(schema.name)?.schema;
      return target && baseTypes(target, schemas, new Set([...seen, schema.name]));
    }
    case "nullable":
      return inner(schema.schema)?.union(new Set(["null"]));
    case "object":
    case "map":
      return new Set(["object"]);
    case "list":
      return new Set(["array"]);
    case "union":
      return all(schema.members.map((each) => inner(each.schema)));
    case "enum":
      return new Set(schema.values.map(baseTypeOf));
    case "const":
      return new Set([baseTypeOf(schema.value)]);
    case "scalar":
      return new Set([schema.type === "integer" ? "number" : schema.type]);
    case "null":
      return new Set(["null"]);
    case "intersection":
    case "any":
    case "never":
      return undefined;
  }
}

function all(sets: readonly (ReadonlySet<BaseType> | undefined)[]): ReadonlySet<BaseType> | undefined {
  return sets.reduce((left, right) => left && right && left.union(right), new Set<BaseType>());
}

function baseTypeOf(value: Json): BaseType {
  if (value === null) {
    return "null";
  }
  if (typeof value === "object") {
    return Array.isArray(value) ? "array" : "object";
  }
  return typeof value === "string" ? "string" : typeof value === "number" ? "number" : "boolean";
}
