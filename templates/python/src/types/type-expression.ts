import type { EnumSchema, ListSchema, ScalarSchema, Schema } from "@parlance/contract";
import { anyOf, joined, type NamedType, part, type Part, type Types } from "@parlance/generator";
import { scalar } from "../code/literal.js";
import { runtimeValue } from "../code/runtime.js";

/** Where a type is written. */
export interface TypeSite {
  readonly types: Types;
  /** How a named type is spelled there. */
  readonly named: (type: NamedType) => Part;
  /** What holds the elements of a list. */
  readonly list: Part;
  /** What holds raw bytes. */
  readonly binary: Part;
}

const literalType = { name: "Literal", from: "typing" };

/** The Python type of a schema. Unions and enums with names stay names; the lift has named nearly all of them. */
export function typeExpression(schema: Schema, site: TypeSite): Part {
  switch (schema.kind) {
    case "ref": {
      const type = site.types.get(schema.name);
      return type === undefined ? "object" : site.named(type);
    }
    case "nullable":
      return orNone(typeExpression(schema.schema, site));
    case "map":
      return part`dict[str, ${typeExpression(schema.values, site)}]`;
    case "list":
      return part`${site.list}[${element(schema, site)}]`;
    case "union":
      return alternatives(schema.members.map((each) => typeExpression(each.schema, site)));
    case "enum":
      return enumExpression(schema);
    case "const":
      return constExpression(schema.value);
    case "scalar":
      return scalarExpression(schema, site);
    case "null":
      return "None";
    case "object":
    case "any":
    case "never":
    case "intersection":
      return "object";
  }
}

/** The type, or `None`; not twice. */
export function orNone(type: Part): Part {
  return type === "None" || type === "object" || endsWithNone(type) ? type : part`${type} | None`;
}

/** Any of the types; `object` holds everything, so it stands for all. */
export function alternatives(types: readonly Part[]): Part {
  const texts = new Map(types.map((each) => [JSON.stringify(each), each]));
  return types.includes("object") || texts.size === 0 ? "object" : joined([...texts.values()], " | ");
}

/** Values that are listed: those that `Literal` can hold, and the base type if there may be others. */
export function enumExpression({ base, values, open }: EnumSchema): Part {
  const listed = values.filter(isListed);
  const others = values.some((each) => each === null) ? ["None"] : [];
  const beyond = listed.length + others.length < values.length;
  const bases = open || beyond ? [baseTypes[base]] : [];
  const known = listed.length === 0 ? [] : [part`${literalType}[${listed.map(scalar).join(", ")}]`];
  return alternatives([...known, ...bases, ...others]);
}

const baseTypes = { string: "str", integer: "int", number: runtimeValue("Number"), boolean: "bool", mixed: "object" };

function constExpression(value: unknown): Part {
  if (isListed(value)) {
    return part`${literalType}[${scalar(value)}]`;
  }
  return value === null ? "None" : typeof value === "number" ? runtimeValue("Number") : "object";
}

/** Whether `Literal` can hold the value (PEP 586). */
function isListed(value: unknown): value is string | number | boolean {
  return typeof value === "string" || typeof value === "boolean" || Number.isSafeInteger(value);
}

function scalarExpression({ type, format }: ScalarSchema, site: TypeSite): Part {
  switch (type) {
    case "integer":
      return "int";
    case "number":
      return runtimeValue("Number");
    case "boolean":
      return "bool";
    case "string":
      return format === "binary" ? site.binary : (textFormats.get(format ?? "") ?? "str");
  }
}

const textFormats: ReadonlyMap<string, Part> = new Map([
  ["date-time", runtimeValue("DateTime")],
  ["date", runtimeValue("Date")],
  ["byte", runtimeValue("Base64")],
]);

/** The elements of a list; those of a tuple are any of its parts. */
function element({ items, prefix }: ListSchema, site: TypeSite): Part {
  const schema = anyOf([...prefix, ...(items === false ? [] : [items])]);
  return schema === undefined ? "object" : typeExpression(schema, site);
}

function endsWithNone(type: Part): boolean {
  if (typeof type === "string") {
    return type.endsWith("| None");
  }
  return Array.isArray(type) && endsWithNone(type.findLast((each) => each !== "") ?? "");
}
