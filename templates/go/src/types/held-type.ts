import type { Schema } from "@parlance/contract";
import { part, type Part } from "@parlance/generator";
import { runtimeSymbol } from "../code/runtime.js";
import {
  bareExpression,
  holdsAny,
  isNullable,
  isStruct,
  typeExpression,
  type TypeSite,
  valueSchema,
} from "./type-expression.js";

/** Where a value is held, which decides how it can be absent. */
export interface Holder {
  readonly optional: boolean;
  /** The named schema that the field belongs to; a struct cannot hold itself. */
  readonly owner?: string;
}

/** The type of a field of a struct: what may be absent is a pointer, a nil list or map, or a `Field` if it may be null too. */
export function heldType(schema: Schema, { optional, owner }: Holder, site: TypeSite): Part {
  const bare = bareExpression(schema, site);
  if (optional && (bare === "any" || isNullable(schema, site))) {
    return part`${runtimeSymbol("Field")}[${bare}]`;
  }
  if (!optional) {
    const type = typeExpression(schema, site);
    return !isNullable(schema, site) && goesRound(schema, owner, site) ? part`*${type}` : type;
  }
  return isNilable(schema, site) ? bare : part`*${bare}`;
}

/** The type of a parameter of a call, in a struct of them: what is nil is not sent. */
export function parameterType(schema: Schema, required: boolean, site: TypeSite): Part {
  const bare = bareExpression(schema, site);
  return required || isNilable(schema, site) ? bare : part`*${bare}`;
}

/** What a method gives: structs by pointer, so that there is none beside an error. */
export function resultType(schema: Schema, site: TypeSite): Part {
  const type = typeExpression(schema, site);
  return isStruct(schema, site) && !isNullable(schema, site) ? part`*${type}` : type;
}

/** Whether nil is no value of the type. */
function isNilable(schema: Schema, site: TypeSite): boolean {
  const kind = valueSchema(schema, site)?.kind;
  return kind === "list" || kind === "map" || holdsAny(schema, site);
}

function goesRound(schema: Schema, owner: string | undefined, site: TypeSite): boolean {
  if (owner === undefined || schema.kind !== "ref" || !isStruct(schema, site)) {
    return false;
  }
  const circle = site.circles.get(owner);
  return circle !== undefined && site.circles.get(schema.name) === circle;
}
