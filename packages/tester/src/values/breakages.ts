import type { Json, JsonObject, ListSchema, MapSchema, ObjectSchema, ScalarSchema, Schema } from "@parlance/contract";
import { isObject, memberIn } from "./json-kinds.js";
import { pointerTo } from "./pointer.js";
import { resolve, type Schemas } from "./schemas.js";

/** A value that a schema refuses, and why. */
export interface Breakage {
  /** JSON pointer to what was broken. */
  readonly pointer: string;
  /** The keyword of JSON Schema that refuses it. */
  readonly keyword: string;
  /** The whole value. */
  readonly value: Json;
}

/** Longer texts and lists are not made to break a bound. */
const longest = 100_000;
const mostItems = 1000;

/**
 * Every way in which one keyword of a schema can refuse a value that it now allows: each is changed at one place. Whether the
 * whole is refused is for a validator to say, because another branch of a union may allow it.
 */
export function breakages(schema: Schema, value: Json, schemas: Schemas): readonly Breakage[] {
  const target = resolve(schema, schemas);
  const here = (keyword: string, broken: Json): Breakage => ({ pointer: "", keyword, value: broken });
  switch (target.kind) {
    case "nullable":
      return value === null ? [] : breakages(target.schema, value, schemas);
    case "enum":
      return [here("enum", unlisted(target.values)), ...typeBreakages(value).slice(0, 1)];
    case "const":
      return [here("const", unlisted([target.value]))];
    case "scalar":
      return [...typeBreakages(value), ...scalarBreakages(target)];
    case "list":
      return Array.isArray(value) ? [...typeBreakages(value), ...listBreakages(target, value, schemas)] : [];
    case "map":
      return isObject(value) ? [...typeBreakages(value), ...mapBreakages(target, value, schemas)] : [];
    case "object":
      return isObject(value) ? [...typeBreakages(value), ...objectBreakages(target, value, schemas)] : [];
    case "union":
      return target.members.flatMap((member) => breakages(member.schema, value, schemas));
    case "intersection":
      return target.members.flatMap((member) => breakages(member, value, schemas));
    case "null":
      return [here("type", "not null")];
    case "any":
    case "never":
      return [];
  }
}

/** Values of the types that the value has not. */
function typeBreakages(value: Json): readonly Breakage[] {
  const candidates: readonly Json[] = [{}, [], "text", 1.5, true, null];
  const others = candidates.filter((each) => typeName(each) !== typeName(value));
  return others.map((broken) => ({ pointer: "", keyword: "type", value: broken }));
}

function typeName(value: Json): string {
  return value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
}

function unlisted(values: readonly Json[]): Json {
  return values.every((each) => typeof each === "number")
    ? Math.max(...values.map(Number)) + 1
    : "not one of the values";
}

function scalarBreakages(schema: ScalarSchema): readonly Breakage[] {
  const broken: Breakage[] = [];
  const add = (keyword: string, value: Json) => broken.push({ pointer: "", keyword, value });
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf, pattern, format } = schema;
  if (schema.type === "integer" || schema.type === "number") {
    if (minimum !== undefined) add("minimum", minimum - 1);
    if (maximum !== undefined) add("maximum", maximum + 1);
    if (exclusiveMinimum !== undefined) add("exclusiveMinimum", exclusiveMinimum);
    if (exclusiveMaximum !== undefined) add("exclusiveMaximum", exclusiveMaximum);
    if (multipleOf !== undefined) add("multipleOf", multipleOf / 2);
  }
  if (schema.type === "string") {
    const { minLength = 0, maxLength = longest } = schema;
    if (minLength > 0) add("minLength", "x".repeat(minLength - 1));
    if (maxLength < longest) add("maxLength", "x".repeat(maxLength + 1));
    if (pattern !== undefined) for (const text of unmatched(pattern, minLength, maxLength)) add("pattern", text);
    if (format !== undefined) add("format", `no ${format} `.padEnd(minLength, "x"));
  }
  return broken;
}

/** Texts of the right length that a pattern refuses, one at its most. */
function unmatched(pattern: string, minLength: number, maxLength: number): readonly string[] {
  const candidates = ["", "!", " ", "\n", "-", "ü", "0", "a", "A b", "../", "%00"].map((text) =>
    text.padEnd(minLength, "!"),
  );
  try {
    const expression = new RegExp(pattern, "u");
    const found = candidates.find((text) => text.length <= maxLength && !expression.test(text));
    return found === undefined ? [] : [found];
  } catch {
    return [];
  }
}

function objectBreakages(schema: ObjectSchema, value: JsonObject, schemas: Schemas): readonly Breakage[] {
  const broken: Breakage[] = [];
  for (const { name, schema: each, optional } of schema.properties) {
    const member = memberIn(value, name);
    if (member === undefined) continue;
    if (!optional) broken.push({ pointer: pointerTo(name), keyword: "required", value: without(value, name) });
    broken.push(...below(name, breakages(each, member, schemas), (changed) => ({ ...value, [name]: changed })));
  }
  const known = schema.properties.map(({ name }) => name);
  if (schema.additional === false)
    broken.push({
      pointer: "",
      keyword: "additionalProperties",
      value: { ...value, [unusedName(known)]: "unknown" },
    });
  return [...broken, ...sizeBreakages(schema, value)];
}

function mapBreakages(schema: MapSchema, value: JsonObject, schemas: Schemas): readonly Breakage[] {
  const [name, member] = Object.entries(value)[0] ?? [];
  if (name === undefined || member === undefined) return sizeBreakages(schema, value);
  const inner = below(name, breakages(schema.values, member, schemas), (changed) => ({ ...value, [name]: changed }));
  return [...inner, ...sizeBreakages(schema, value)];
}

function sizeBreakages(
  { minProperties = 0, maxProperties = Infinity }: ObjectSchema | MapSchema,
  value: JsonObject,
): readonly Breakage[] {
  const broken: Breakage[] = [];
  const entries = Object.entries(value);
  if (minProperties > 0)
    broken.push({
      pointer: "",
      keyword: "minProperties",
      value: Object.fromEntries(entries.slice(0, minProperties - 1)),
    });
  const [, filling] = entries[0] ?? [];
  if (maxProperties < mostItems && filling !== undefined) {
    const more = Array.from({ length: maxProperties + 1 }, (_, index): [string, Json] => [`member${index}`, filling]);
    broken.push({ pointer: "", keyword: "maxProperties", value: { ...value, ...Object.fromEntries(more) } });
  }
  return broken;
}

function listBreakages(schema: ListSchema, value: readonly Json[], schemas: Schemas): readonly Breakage[] {
  const broken: Breakage[] = [];
  const { minItems = 0, maxItems = Infinity, items } = schema;
  if (minItems > 0) broken.push({ pointer: "", keyword: "minItems", value: value.slice(0, minItems - 1) });
  const [first] = value;
  if (first === undefined) return broken;
  if (maxItems < mostItems) {
    const filled = Array.from({ length: maxItems + 1 }, (_, index) => value[index] ?? first);
    broken.push({ pointer: "", keyword: "maxItems", value: filled });
  }
  if (schema.uniqueItems === true) broken.push({ pointer: "", keyword: "uniqueItems", value: [first, ...value] });
  const each = schema.prefix[0] ?? items;
  if (each !== false)
    broken.push(...below("0", breakages(each, first, schemas), (changed) => [changed, ...value.slice(1)]));
  return broken;
}

function below(name: string, inner: readonly Breakage[], put: (changed: Json) => Json): readonly Breakage[] {
  return inner.map(({ pointer, keyword, value }) => ({
    pointer: pointerTo(name) + pointer,
    keyword,
    value: put(value),
  }));
}

function without(value: JsonObject, name: string): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([each]) => each !== name));
}

function unusedName(known: readonly string[]): string {
  let name = "unknownMember";
  while (known.includes(name)) name += "_";
  return name;
}
