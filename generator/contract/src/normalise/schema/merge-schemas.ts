import type { MapSchema, ObjectSchema, Property, ScalarSchema, Schema } from "../../model/schema.js";
import { sameSchema } from "./same-schema.js";

/** The one schema that says the same as several together. */
export interface Merged {
  readonly schema: Schema;
  /** True if an `additionalProperties: false` was given up, since it would have forbidden the other members. */
  readonly relaxed: boolean;
}

/** Merges the members of an `allOf`; undefined if only an intersection can say it. */
export function mergeSchemas(schemas: readonly Schema[]): Merged | undefined {
  if (schemas.every(isObjectLike)) return mergeObjects(schemas);
  if (!schemas.every((schema) => schema.kind === "scalar")) return mergeNarrowing(schemas);
  const merged = schemas.reduce<ScalarSchema | undefined>(mergeScalars, schemas[0]);
  return merged && { schema: merged, relaxed: false };
}

function isObjectLike(schema: Schema): schema is ObjectSchema | MapSchema {
  return schema.kind === "object" || schema.kind === "map";
}

function mergeObjects(schemas: readonly (ObjectSchema | MapSchema)[]): Merged | undefined {
  const [first] = schemas;
  if (first === undefined) return undefined;
  const properties = new Map<string, Property>();
  for (const schema of schemas)
    for (const property of schema.kind === "object" ? schema.properties : []) {
      const merged = mergeProperty(properties.get(property.name), property);
      if (merged === undefined) return undefined;
      properties.set(property.name, merged);
    }
  const additional = mergeAdditional(schemas);
  if (additional === undefined) return undefined;
  const patterns = schemas.flatMap((schema) => (schema.kind === "object" ? (schema.patternProperties ?? []) : []));
  const schema: ObjectSchema = {
    kind: "object",
    place: first.place,
    properties: [...properties.values()],
    additional: additional.value,
    ...(patterns.length > 0 && { patternProperties: patterns }),
    ...propertyBounds(schemas),
  };
  return { schema, relaxed: additional.relaxed };
}

/** The narrowest of all bounds on the number of properties. */
function propertyBounds(
  schemas: readonly (ObjectSchema | MapSchema)[],
): Pick<ObjectSchema, "minProperties" | "maxProperties"> {
  const least = schemas.flatMap(({ minProperties }) => minProperties ?? []);
  const most = schemas.flatMap(({ maxProperties }) => maxProperties ?? []);
  return {
    ...(least.length > 0 && { minProperties: Math.max(...least) }),
    ...(most.length > 0 && { maxProperties: Math.min(...most) }),
  };
}

function mergeProperty(known: Property | undefined, added: Property): Property | undefined {
  if (known === undefined) return added;
  const schema = narrower(known.schema, added.schema);
  return schema && { name: added.name, schema, optional: known.optional && added.optional };
}

/** The schema that allows only what both allow, if it is one of the two. */
function narrower(a: Schema, b: Schema): Schema | undefined {
  if (a.kind === "any") return b;
  if (b.kind === "any") return a;
  if (sameSchema(a, b)) return { ...a, ...b };
  if (isValueOf(b, a)) return b;
  if (isValueOf(a, b)) return a;
  return undefined;
}

/** True if `narrow` lists values that `wide` allows by its type. */
function isValueOf(narrow: Schema, wide: Schema): boolean {
  const values = narrow.kind === "const" ? [narrow.value] : narrow.kind === "enum" ? narrow.values : undefined;
  if (values === undefined) return false;
  if (wide.kind === "enum") return values.every((value) => wide.values.includes(value));
  if (wide.kind !== "scalar") return false;
  return values.every((value) => typeof value === (wide.type === "integer" ? "number" : wide.type));
}

function mergeAdditional(
  schemas: readonly (ObjectSchema | MapSchema)[],
): { readonly value: Schema | boolean; readonly relaxed: boolean } | undefined {
  const written = schemas.flatMap((schema) => {
    if (schema.kind === "object") return [schema.additional];
    return schema.values.kind === "any" ? [] : [schema.values];
  });
  if (written.length > 0 && written.every((each) => each === false)) return { value: false, relaxed: false };
  const typed = written.filter((each) => typeof each === "object");
  const [first] = typed;
  if (typed.length > 1 && typed.some((each) => first !== undefined && !sameSchema(each, first))) return undefined;
  return { value: first ?? true, relaxed: written.includes(false) };
}

/** A scalar and the values or bounds that narrow it. */
function mergeNarrowing(schemas: readonly Schema[]): Merged | undefined {
  let schema: Schema | undefined = schemas[0];
  for (const next of schemas.slice(1)) schema = schema && narrower(schema, next);
  return schema && { schema, relaxed: false };
}

function mergeScalars(a: ScalarSchema | undefined, b: ScalarSchema): ScalarSchema | undefined {
  if (a === undefined || a === b) return a;
  if (a.type !== b.type) return undefined;
  for (const key of Object.keys(b) as (keyof ScalarSchema)[]) {
    if (key === "place" || key === "docs" || key === "extensions") continue;
    if (a[key] !== undefined && a[key] !== b[key]) return undefined;
  }
  return { ...a, ...b };
}
