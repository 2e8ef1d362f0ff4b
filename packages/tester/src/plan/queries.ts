import type { Json, Operation, Parameter, Schema } from "@parlance/contract";
import { namesOf } from "../values/pointer.js";
import { resolve, type Schemas } from "../values/schemas.js";
import { answerSchema } from "./resource.js";

/** A parameter of a list that selects by a member of its items, with the values that both can have. */
export interface ListFilter {
  readonly parameter: string;
  readonly values: readonly Json[];
}

/** The parameter of a list that turns its order, with the two values that do. */
export interface ListOrder {
  readonly parameter: string;
  readonly values: readonly [Json, Json];
  /** The parameter that says by what it is, where there is one, and a value of it. */
  readonly by?: { readonly parameter: string; readonly value: Json };
}

/** Values of one parameter that are tried. */
const mostValues = 3;

/** The parameters that have the name and the values of a member of the items: one of a few values, true or false. */
export function filtersOf(list: Operation, schemas: Schemas): readonly ListFilter[] {
  const item = itemSchema(list, schemas);
  if (item === undefined) return [];
  return queryOf(list).flatMap(({ name, schema }) => {
    const member = memberOf(item, name, schemas);
    const [asked, shown] = [valuesOf(schema, schemas), member === undefined ? [] : valuesOf(member, schemas)];
    const values = asked.filter((each) => shown.includes(each)).slice(0, mostValues);
    // What is true may ask for those too, and not for those only.
    const sure = values.filter((each) => each !== true);
    return values.length < 2 ? [] : [{ parameter: name, values: sure }];
  });
}

/** Names of parameters that say by what a list is in order: a direction alone may say nothing then. */
const sorting = /^(?:sort|sort_?by|order_?by|sort_?field|sort_?key)$/iu;

/** The parameter whose values are a word for each direction: `asc` and `desc`, or `name` and `-name`. */
export function orderOf(list: Operation, schemas: Schemas): ListOrder | undefined {
  const direction = directionOf(list, schemas);
  const other = queryOf(list).find(({ name }) => sorting.test(name) && name !== direction?.parameter);
  if (direction === undefined || other === undefined) return direction;
  const value = valuesOf(other.schema, schemas).find((each) => /creat/iu.test(String(each)));
  return value === undefined ? undefined : { ...direction, by: { parameter: other.name, value } };
}

function directionOf(list: Operation, schemas: Schemas): ListOrder | undefined {
  for (const { name, schema } of queryOf(list)) {
    const values = valuesOf(schema, schemas);
    const word = (pattern: RegExp) => values.find((each) => typeof each === "string" && pattern.test(each));
    const [up, down] = [word(/^asc(?:ending)?$/iu), word(/^desc(?:ending)?$/iu)];
    if (up !== undefined && down !== undefined) return { parameter: name, values: [up, down] };
    const turned = values.find((each) => typeof each === "string" && values.includes(`-${each}`));
    if (turned !== undefined) return { parameter: name, values: [turned, `-${String(turned)}`] };
  }
  return undefined;
}

/** The schema of what a list holds. */
export function itemSchema(list: Operation, schemas: Schemas): Schema | undefined {
  const answer = answerSchema(list);
  if (answer === undefined) return undefined;
  const pointer = list.pagination?.items ?? "";
  const at = namesOf(pointer).reduce<Schema | undefined>(
    (schema, name) => (schema === undefined ? undefined : memberOf(schema, name, schemas)),
    answer,
  );
  const target = at === undefined ? undefined : resolve(at, schemas);
  return target?.kind === "list" && target.items !== false ? target.items : undefined;
}

/** The schema of a member, wherever a schema of objects names it. */
export function memberOf(schema: Schema | undefined, name: string, schemas: Schemas): Schema | undefined {
  if (schema === undefined) return undefined;
  const target = resolve(schema, schemas);
  switch (target.kind) {
    case "object":
      return target.properties.find((each) => each.name === name)?.schema;
    case "nullable":
      return memberOf(target.schema, name, schemas);
    case "intersection":
      return target.members.map((each) => memberOf(each, name, schemas)).find((each) => each !== undefined);
    default:
      return undefined;
  }
}

function queryOf({ parameters }: Operation): readonly Parameter[] {
  return parameters.filter((each) => each.in === "query");
}

function valuesOf(schema: Schema, schemas: Schemas): readonly Json[] {
  const target = resolve(schema, schemas);
  if (target.kind === "nullable") return valuesOf(target.schema, schemas);
  if (target.kind === "enum") return target.values;
  return target.kind === "scalar" && target.type === "boolean" ? [true, false] : [];
}
