import type { Json, JsonObject, Property, Schema } from "@parlance/contract";
import { dereference } from "../../schemas/dereference.js";
import type { Schemas } from "../../schemas/schemas.js";

/** What a JSON value must be to be told as a message: of this type, with these constants, with these members. */
export interface Recognition {
  readonly type?: string;
  /** JSON pointer → the value that stands there. */
  readonly is: Readonly<Record<string, Json>>;
  /** JSON pointers of what must be there. */
  readonly has: readonly string[];
}

const anything: Recognition = { is: {}, has: [] };
/** How deep constants are looked for. */
const deepest = 4;
/** Most alternatives of one payload; beyond it, unions are taken as anything. */
const most = 64;

/** The ways in which a value that fits the schema can be told. Several for a union: each of its members is one. */
export function recognitionsOf(schema: Schema | undefined, schemas: Schemas, depth = 0): readonly Recognition[] {
  const target = schema && dereference(schema, schemas, new Set());
  if (target === undefined || depth > deepest) {
    return [anything];
  }
  const inside = (part: Schema): readonly Recognition[] => recognitionsOf(part, schemas, depth + 1);
  switch (target.kind) {
    case "object":
      return [recogniseObject(target.properties, inside)];
    case "list":
      return [recogniseList(target.prefix, inside)];
    case "const":
      return [{ type: typeOf(target.value), is: { "": target.value }, has: [] }];
    case "scalar":
      return [{ ...anything, type: jsonType(target.type) }];
    case "enum":
      return target.base === "mixed" ? [anything] : [{ ...anything, type: jsonType(target.base) }];
    case "map":
      return [{ ...anything, type: "object" }];
    case "null":
      return [{ ...anything, type: "null" }];
    case "nullable":
      return [...inside(target.schema), { ...anything, type: "null" }];
    case "union":
      return bounded(target.members.flatMap((each) => inside(each.schema)));
    case "intersection":
      return bounded(combine(target.members.map(inside)));
    default:
      return [anything];
  }
}

/** The more a rule asks for, the earlier it is tried: constants weigh more than members, members more than a type. */
export function weightOf({ is, has, type }: Recognition): number {
  return Object.keys(is).length * 10_000 + has.length * 2 + (type === undefined ? 0 : 1);
}

/** The rule as a descriptor has it: what it does not ask for is left out. */
export function printRecognition({ type, is, has }: Recognition): JsonObject {
  return {
    ...(type === undefined ? {} : { type }),
    ...(Object.keys(is).length > 0 ? { is } : {}),
    ...(has.length > 0 ? { has } : {}),
  };
}

type Inside = (part: Schema) => readonly Recognition[];

function recogniseObject(properties: readonly Property[], inside: Inside): Recognition {
  const parts = properties.map(({ name, schema, optional }) => at(`/${escape(name)}`, only(inside(schema)), optional));
  return merge({ type: "object", is: {}, has: [] }, ...parts);
}

function recogniseList(prefix: readonly Schema[], inside: Inside): Recognition {
  const parts = prefix.map((schema, index) => at(`/${index}`, only(inside(schema)), true));
  return merge({ type: "array", is: {}, has: [] }, ...parts);
}

/** What is asked of a part. A constant is meant to be there, whether or not the author wrote that it is required. */
function at(pointer: string, rule: Recognition | undefined, optional: boolean): Recognition {
  const inner = optional ? [] : (rule?.has ?? []);
  const is = Object.entries(rule?.is ?? {}).filter(([below]) => !optional || below === "");
  const constant = is.some(([below]) => below === "");
  return {
    is: Object.fromEntries(is.map(([below, value]) => [pointer + below, value])),
    has: [...(optional || constant ? [] : [pointer]), ...inner.map((below) => pointer + below)],
  };
}

/** The rule of a part that can only be one thing. */
function only(rules: readonly Recognition[]): Recognition | undefined {
  return rules.length === 1 ? rules[0] : undefined;
}

function combine(alternatives: readonly (readonly Recognition[])[]): readonly Recognition[] {
  return alternatives.reduce<readonly Recognition[]>(
    (combined, rules) => combined.flatMap((one) => rules.map((other) => merge(one, other))).slice(0, most + 1),
    [anything],
  );
}

function merge(...rules: readonly Recognition[]): Recognition {
  const type = rules.find((each) => each.type !== undefined)?.type;
  const is = Object.assign({}, ...rules.map((each) => each.is)) as Recognition["is"];
  const has = [...new Set(rules.flatMap((each) => each.has))].filter((each) => !Object.hasOwn(is, each));
  return { ...(type === undefined ? {} : { type }), is, has };
}

function bounded(rules: readonly Recognition[]): readonly Recognition[] {
  return rules.length > most || rules.length === 0 ? [anything] : rules;
}

function typeOf(value: Json): string {
  return value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
}

function jsonType(type: string): string {
  return type === "integer" ? "number" : type;
}

function escape(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}
