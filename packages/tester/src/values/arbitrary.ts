import type { Json, ListSchema, MapSchema, ObjectSchema, Schema } from "@parlance/contract";
import fc from "fast-check";
import { scalarArbitrary } from "./scalar-arbitrary.js";
import { resolve, type Schemas } from "./schemas.js";

/** How deep values nest before optional members are left out, and where even that ends. */
const [fullDepth, lastDepth] = [3, 10];

/** Values that a schema allows, as far as can be told without trying: whoever takes one validates it. Undefined: there are none. */
export function arbitraryOf(schema: Schema, schemas: Schemas): fc.Arbitrary<Json> | undefined {
  return make(schema, schemas, 0);
}

function make(schema: Schema, schemas: Schemas, depth: number): fc.Arbitrary<Json> | undefined {
  if (depth > lastDepth) return undefined;
  const examples = examplesOf(schema, schemas);
  const made = makeKind(schema, schemas, depth);
  if (examples.length === 0) return made;
  const example = fc.constantFrom(...examples);
  return made === undefined ? example : fc.oneof({ weight: 2, arbitrary: example }, { weight: 1, arbitrary: made });
}

/** The author's own examples, of which a server most likely knows what to do. */
function examplesOf(schema: Schema, schemas: Schemas): readonly Json[] {
  const target = resolve(schema, schemas);
  return [...(schema.docs?.examples ?? []), ...(target === schema ? [] : (target.docs?.examples ?? []))];
}

function makeKind(schema: Schema, schemas: Schemas, depth: number): fc.Arbitrary<Json> | undefined {
  switch (schema.kind) {
    case "ref":
      return makeKind(resolve(schema, schemas), schemas, depth + 1);
    case "nullable": {
      const inner = make(schema.schema, schemas, depth);
      return inner === undefined ? fc.constant(null) : fc.oneof({ weight: 4, arbitrary: inner }, fc.constant(null));
    }
    case "null":
      return fc.constant(null);
    case "any":
      return fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant<Json>({ any: [1.5, null] }));
    case "never":
      return undefined;
    case "const":
      return fc.constant(schema.value);
    case "enum":
      return schema.values.length === 0 ? undefined : fc.constantFrom(...schema.values);
    case "scalar":
      return scalarArbitrary(schema);
    case "list":
      return listArbitrary(schema, schemas, depth);
    case "map":
      return mapArbitrary(schema, schemas, depth);
    case "object":
      return objectArbitrary(schema, schemas, depth);
    case "union":
      return oneOf(schema.members.map((member) => make(member.schema, schemas, depth + 1)));
    case "intersection":
      return oneOf(schema.members.map((member) => make(member, schemas, depth + 1)));
  }
}

function oneOf(members: readonly (fc.Arbitrary<Json> | undefined)[]): fc.Arbitrary<Json> | undefined {
  const made = members.filter((each) => each !== undefined);
  return made.length === 0 ? undefined : fc.oneof(...made);
}

function listArbitrary(schema: ListSchema, schemas: Schemas, depth: number): fc.Arbitrary<Json> | undefined {
  const prefix = schema.prefix.map((each) => make(each, schemas, depth + 1));
  const minLength = Math.max(0, (schema.minItems ?? 0) - prefix.length);
  const roomy = depth < fullDepth ? minLength + 3 : minLength;
  const maxLength = Math.max(minLength, Math.min((schema.maxItems ?? Infinity) - prefix.length, roomy));
  const item = schema.items === false ? undefined : make(schema.items, schemas, depth + 1);
  if (prefix.includes(undefined) || (item === undefined && minLength > 0)) return undefined;
  const first = fc.tuple(...(prefix as fc.Arbitrary<Json>[]));
  if (item === undefined) return first;
  const selector = (value: Json) => JSON.stringify(value);
  const rest =
    schema.uniqueItems === true
      ? fc.uniqueArray(item, { minLength, maxLength, selector })
      : fc.array(item, { minLength, maxLength });
  return fc.tuple(first, rest).map(([begin, end]) => [...begin, ...end]);
}

function mapArbitrary(schema: MapSchema, schemas: Schemas, depth: number): fc.Arbitrary<Json> | undefined {
  const values = make(schema.values, schemas, depth + 1);
  const least = schema.minProperties ?? 0;
  if (values === undefined) return least > 0 ? undefined : fc.constant({});
  const most = Math.max(least, Math.min(schema.maxProperties ?? Infinity, depth < fullDepth ? least + 2 : least));
  const keys = schema.keys === undefined ? undefined : make(schema.keys, schemas, depth + 1);
  const names = (keys ?? fc.stringMatching(/^[a-z]{1,8}$/u)).map(String);
  return fc.dictionary(names, values, { minKeys: least, maxKeys: most, noNullPrototype: true });
}

function objectArbitrary(schema: ObjectSchema, schemas: Schemas, depth: number): fc.Arbitrary<Json> | undefined {
  const members: Record<string, fc.Arbitrary<Json>> = {};
  const requiredKeys: string[] = [];
  for (const { name, schema: each, optional } of schema.properties) {
    if (optional && depth >= fullDepth) continue;
    const made = make(each, schemas, depth + 1);
    if (made === undefined && !optional) return undefined;
    if (made !== undefined) members[name] = made;
    if (!optional) requiredKeys.push(name);
  }
  return fc.record(members, { requiredKeys, noNullPrototype: true }) as fc.Arbitrary<Json>;
}
