import type { ScalarSchema, Schema } from "@parlance/contract";
import { dereference, part, type Part, type Types } from "@parlance/generator";
import { runtimeSymbol } from "../code/runtime.js";

/** What a printer of types has to know: all named types, and which of them refer to themselves. */
export interface TypeSite {
  readonly types: Types;
  /** The group of schemas that refer to each other to which a schema belongs; none for the others. */
  readonly circles: ReadonlyMap<string, number>;
}

/** The Go type of a schema's values; a pointer where they may be null. */
export function typeExpression(schema: Schema, site: TypeSite): Part {
  const bare = bareExpression(schema, site);
  return isNullable(schema, site) && bare !== "any" ? part`*${bare}` : bare;
}

/** The Go type of a schema's values that are not null. */
export function bareExpression(schema: Schema, site: TypeSite): Part {
  switch (schema.kind) {
    case "ref":
      return holdsAny(schema, site) ? "any" : namedExpression(schema.name, site);
    case "nullable":
      return bareExpression(schema.schema, site);
    case "map":
      return part`map[string]${typeExpression(schema.values, site)}`;
    case "list":
      return schema.prefix.length > 0 || schema.items === false
        ? "[]any"
        : part`[]${typeExpression(schema.items, site)}`;
    case "const":
      return constantType(schema.value);
    case "enum":
      return enumBase(schema.base);
    case "scalar":
      return scalarExpression(schema);
    default:
      return "any";
  }
}

/** The Go type of a schema's values that are not null, behind names that are only aliases of another type. */
export function heldExpression(schema: Schema, site: TypeSite): Part {
  let current = schema;
  for (const seen = new Set<string>(); current.kind === "ref" && !seen.has(current.name);) {
    seen.add(current.name);
    const target = site.types.get(current.name)?.schema;
    if (target === undefined || ["object", "union", "enum", "list", "map"].includes(target.kind)) {
      break;
    }
    current = target.kind === "nullable" ? target.schema : target;
  }
  return bareExpression(current, site);
}

/**
 * The name of a schema's type. One that may be null is a name for the pointer, so its values have the type behind; in a circle that
 * would have no end, so there the name is that of the values.
 */
function namedExpression(name: string, site: TypeSite): Part {
  const type = site.types.get(name);
  return type?.schema.kind === "nullable" && !site.circles.has(name)
    ? bareExpression(type.schema, site)
    : (type?.name ?? "any");
}

/** Whether null is one of a schema's values. */
export function isNullable(schema: Schema, site: TypeSite): boolean {
  const target = dereference(schema, site.types, new Set());
  return target?.kind === "nullable";
}

/** Whether Go holds the values as `any`, whose nil is null. */
export function holdsAny(schema: Schema, site: TypeSite): boolean {
  const target = valueSchema(schema, site);
  switch (target?.kind) {
    case undefined:
    case "any":
    case "never":
    case "null":
    case "intersection":
      return true;
    case "enum":
      return enumBase(target.base) === "any";
    case "const":
      return constantType(target.value) === "any";
    default:
      return false;
  }
}

/** What a schema says of its values that are not null, behind all references; undefined if they go round. */
export function valueSchema(schema: Schema, site: TypeSite): Schema | undefined {
  const seen = new Set<string>();
  let target = dereference(schema, site.types, seen);
  while (target?.kind === "nullable") {
    target = dereference(target.schema, site.types, seen);
  }
  return target;
}

/** Whether values are structs: of objects and of unions. */
export function isStruct(schema: Schema, site: TypeSite): boolean {
  const kind = valueSchema(schema, site)?.kind;
  return kind === "object" || kind === "union";
}

/** The type that holds the values of an enum. */
export function enumBase(base: "string" | "integer" | "number" | "boolean" | "mixed"): string {
  return { string: "string", integer: "int64", number: "float64", boolean: "bool", mixed: "any" }[base];
}

function constantType(value: unknown): string {
  switch (typeof value) {
    case "string":
      return "string";
    case "boolean":
      return "bool";
    case "number":
      return Number.isSafeInteger(value) ? "int64" : "float64";
    default:
      return "any";
  }
}

function scalarExpression({ type, format }: ScalarSchema): Part {
  switch (type) {
    case "integer":
      return "int64";
    case "number":
      return "float64";
    case "boolean":
      return "bool";
    case "string":
      return textFormats.get(format ?? "") ?? "string";
  }
}

const textFormats: ReadonlyMap<string, Part> = new Map([
  ["date-time", runtimeSymbol("Time")],
  ["byte", runtimeSymbol("Base64")],
  ["binary", runtimeSymbol("File")],
]);
