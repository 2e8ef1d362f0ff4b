import type { Json, ListSchema, MapSchema, ObjectSchema, Schema } from "@parlance/contract";
import fc from "fast-check";
import { scalarArbitrary } from "./scalar-arbitrary.js";
import { resolve, type Schemas } from "./schemas.js";

type Resolved = ReturnType<typeof resolve>;

/** How deep values nest before optional members are left out, and where even that ends. */
const [fullDepth, lastDepth] = [3, 10];
/** Lists and maps that must have more are not made: they would take all time and memory. */
const mostItems = 1000;
/** How many times as many values as are needed are drawn to see whether there are enough different ones. */
const spare = 10;

/** Makes a schema's values at a depth; undefined: there are none. */
type Make = (schema: Schema, depth: number) => fc.Arbitrary<Json> | undefined;

/**
 * Values that the schemas of one contract allow, as far as can be told without trying: whoever takes one validates it. What
 * makes them is made once, because that costs far more than a value.
 */
export class Arbitraries {
  readonly #schemas: Schemas;
  readonly #made = new WeakMap<Schema, Map<number, ReturnType<Make>>>();

  constructor(schemas: Schemas) {
    this.#schemas = schemas;
  }

  /** Values of a schema. Undefined: there are none. */
  of(schema: Schema): fc.Arbitrary<Json> | undefined {
    return this.#make(schema, 0);
  }

  #make(schema: Schema, depth: number): ReturnType<Make> {
    if (depth > lastDepth) return undefined;
    const target = resolve(schema, this.#schemas);
    const examples = examplesOf(schema, target);
    const made = this.#kind(target, target === schema ? depth : depth + 1);
    if (examples.length === 0) return made;
    const example = fc.constantFrom(...examples);
    return made === undefined ? example : fc.oneof({ weight: 2, arbitrary: example }, { weight: 1, arbitrary: made });
  }

  #kind(schema: Resolved, depth: number): ReturnType<Make> {
    const depths = this.#made.get(schema) ?? new Map<number, ReturnType<Make>>();
    this.#made.set(schema, depths);
    if (!depths.has(depth))
      depths.set(
        depth,
        makeKind(schema, depth, (inner, below) => this.#make(inner, below)),
      );
    return depths.get(depth);
  }
}

/** The author's own examples, of which a server most likely knows what to do. */
function examplesOf(schema: Schema, target: Schema): readonly Json[] {
  return [...(schema.docs?.examples ?? []), ...(target === schema ? [] : (target.docs?.examples ?? []))];
}

function makeKind(schema: Resolved, depth: number, make: Make): fc.Arbitrary<Json> | undefined {
  switch (schema.kind) {
    case "nullable": {
      const inner = make(schema.schema, depth);
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
      return listArbitrary(schema, depth, make);
    case "map":
      return mapArbitrary(schema, depth, make);
    case "object":
      return objectArbitrary(schema, depth, make);
    case "union":
      return oneOf(schema.members.map((member) => make(member.schema, depth + 1)));
    case "intersection":
      return oneOf(schema.members.map((member) => make(member, depth + 1)));
  }
}

function oneOf(members: readonly (fc.Arbitrary<Json> | undefined)[]): fc.Arbitrary<Json> | undefined {
  const made = members.filter((each) => each !== undefined);
  return made.length === 0 ? undefined : fc.oneof(...made);
}

function listArbitrary(schema: ListSchema, depth: number, make: Make): fc.Arbitrary<Json> | undefined {
  const prefix = schema.prefix.map((each) => make(each, depth + 1));
  const minLength = Math.max(0, (schema.minItems ?? 0) - prefix.length);
  if (minLength > mostItems) return undefined;
  const roomy = depth < fullDepth ? minLength + 3 : minLength;
  const maxLength = Math.max(minLength, Math.min((schema.maxItems ?? Infinity) - prefix.length, roomy));
  const item = schema.items === false ? undefined : make(schema.items, depth + 1);
  if (prefix.includes(undefined) || (item === undefined && minLength > 0)) return undefined;
  const first = fc.tuple(...(prefix as fc.Arbitrary<Json>[]));
  if (item === undefined) return first;
  if (schema.uniqueItems === true && !hasDifferent(item, minLength)) return undefined;
  const rest =
    schema.uniqueItems === true
      ? fc.uniqueArray(item, { minLength, maxLength, selector: (value) => JSON.stringify(value) })
      : fc.array(item, { minLength, maxLength });
  return fc.tuple(first, rest).map(([begin, end]) => [...begin, ...end]);
}

/** True if so many different values can be drawn: what has too few would be drawn for ever. */
function hasDifferent(values: fc.Arbitrary<Json>, count: number): boolean {
  if (count < 2) return true;
  const drawn = fc.sample(values, { seed: 1, numRuns: count * spare });
  return new Set(drawn.map((value) => JSON.stringify(value))).size >= count;
}

function mapArbitrary(schema: MapSchema, depth: number, make: Make): fc.Arbitrary<Json> | undefined {
  const values = make(schema.values, depth + 1);
  const least = schema.minProperties ?? 0;
  if (values === undefined) return least > 0 ? undefined : fc.constant({});
  if (least > mostItems) return undefined;
  const most = Math.max(least, Math.min(schema.maxProperties ?? Infinity, depth < fullDepth ? least + 2 : least));
  const keys = schema.keys === undefined ? undefined : make(schema.keys, depth + 1);
  const names = (keys ?? fc.stringMatching(/^[a-z]{1,8}$/u)).map(String);
  if (!hasDifferent(names, least)) return undefined;
  return fc.dictionary(names, values, { minKeys: least, maxKeys: most, noNullPrototype: true });
}

function objectArbitrary(schema: ObjectSchema, depth: number, make: Make): fc.Arbitrary<Json> | undefined {
  const members: Record<string, fc.Arbitrary<Json>> = {};
  const requiredKeys: string[] = [];
  for (const { name, schema: each, optional } of schema.properties) {
    if (optional && depth >= fullDepth) continue;
    const made = make(each, depth + 1);
    if (made === undefined && !optional) return undefined;
    if (made !== undefined) members[name] = made;
    if (!optional) requiredKeys.push(name);
  }
  return fc.record(members, { requiredKeys, noNullPrototype: true }) as fc.Arbitrary<Json>;
}
