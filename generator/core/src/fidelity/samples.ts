import type { NamedSchema, Schema } from "@parlance/contract";
import { type ExactJson, writeExact } from "./exact-json.js";
import { seededRandom } from "./random.js";
import { sampleScalar } from "./sample-scalar.js";

/** How deep values nest before only what must be there is made, and where even that ends. */
const [fullDepth, lastDepth] = [4, 12];

/** A value cannot be made: the schema allows none, or only one without end. */
const none = Symbol("none");
type Sample = ExactJson | typeof none;

interface Making {
  readonly schemas: ReadonlyMap<string, Schema>;
  readonly random: () => number;
  readonly seed: number;
}

/**
 * JSON texts of values that a schema allows and readers must keep: members absent and `null`, members, enum values and union
 * members that the contract does not know (where it is open), integers beyond 2^53, dates of every spelling, bytes.
 *
 * Deterministic: the same schema gives the same texts. Patterns are not obeyed. Empty if nothing can be made.
 */
export function sampleTexts(
  name: string,
  all: readonly NamedSchema[],
  { seeds = 24 }: { readonly seeds?: number } = {},
): readonly string[] {
  const schemas = new Map(all.map((each) => [each.name, each.schema]));
  const start = [...name].reduce((sum, letter) => (Math.imul(sum, 31) + (letter.codePointAt(0) ?? 0)) >>> 0, 7);
  const made = Array.from({ length: seeds }, (_, seed) =>
    sample(
      { kind: "ref", name, place: { file: "", line: 1 } },
      { schemas, random: seededRandom(start + seed), seed },
      0,
    ),
  );
  return [...new Set(made.filter((each): each is ExactJson => each !== none).map(writeExact))];
}

function sample(schema: Schema, making: Making, depth: number): Sample {
  if (depth > lastDepth) return none;
  switch (schema.kind) {
    case "ref": {
      const target = making.schemas.get(schema.name);
      return target === undefined ? none : sample(target, making, depth + 1);
    }
    case "nullable": {
      const value = making.random() < 0.3 ? null : sample(schema.schema, making, depth);
      return value === none ? null : value;
    }
    case "null":
      return null;
    case "any":
      return pick<ExactJson>([null, "text", 5n, { any: [1.5, null] }], making);
    case "never":
    case "intersection":
      return none;
    case "const":
      return exact(schema.value);
    case "enum":
      return schema.open && schema.base === "string" && making.random() < 0.2
        ? "a value of tomorrow"
        : exact(pick(schema.values, making));
    case "scalar":
      return sampleScalar(schema, making.random);
    case "list":
      return sampleList(schema, making, depth);
    case "map":
      return sampleMap(schema.values, making, depth);
    case "object":
      return sampleObject(schema, making, depth);
    case "union":
      return sampleUnion(schema, making, depth);
  }
}

function sampleList(schema: Extract<Schema, { kind: "list" }>, making: Making, depth: number): Sample {
  const prefix = schema.prefix.map((each) => sample(each, making, depth + 1));
  if (prefix.includes(none)) return none;
  const least = Math.max(0, (schema.minItems ?? 0) - prefix.length);
  const most = Math.max(least, Math.min((schema.maxItems ?? 3) - prefix.length, depth < fullDepth ? least + 2 : least));
  const length = schema.items === false ? 0 : least + Math.floor(making.random() * (most - least + 1));
  const { items } = schema;
  const rest = items === false ? [] : Array.from({ length }, () => sample(items, making, depth + 1));
  if (rest.includes(none)) return least > 0 ? none : (prefix as ExactJson[]);
  return [...prefix, ...rest] as ExactJson[];
}

function sampleMap(values: Schema, making: Making, depth: number): Sample {
  const names = depth < fullDepth ? ["one", "two words", "ünï"].slice(0, Math.floor(making.random() * 4)) : [];
  return membersOf(names.map((name) => [name, sample(values, making, depth + 1)]));
}

function sampleObject(schema: Extract<Schema, { kind: "object" }>, making: Making, depth: number): Sample {
  const wanted = schema.properties.filter(
    ({ optional }) => !optional || (depth < fullDepth && making.seed > 0 && making.random() < 0.7),
  );
  const made = wanted.map(({ name, schema: each }): [string, Sample] => [name, sample(each, making, depth + 1)]);
  if (made.some(([, value], index) => value === none && wanted[index]?.optional === false)) return none;
  const unknown: readonly [string, ExactJson][] =
    schema.additional === true && making.random() < 0.3 ? [["member_of_tomorrow", { list: [1n, null] }]] : [];
  return membersOf([...made, ...unknown]);
}

function sampleUnion(schema: Extract<Schema, { kind: "union" }>, making: Making, depth: number): Sample {
  const { tag, members, open } = schema;
  if (tag !== undefined && open && making.random() < 0.15) return { [tag]: "a member of tomorrow", more: [true] };
  const first = making.seed % members.length;
  // At the top every member has its turn; further down chance decides. What cannot be made leaves its turn to the next.
  const begin = depth <= 1 ? first : Math.floor(making.random() * members.length);
  for (const member of [...members.slice(begin), ...members.slice(0, begin)]) {
    const value = sample(member.schema, making, depth + 1);
    if (value !== none) return tag === undefined ? value : tagged(value, tag, member.tags);
  }
  return none;
}

/** A tag that the member's own schema leaves open gets the first value by which it is chosen. */
function tagged(value: ExactJson, tag: string, tags: readonly string[]): ExactJson {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  const present = (value as { readonly [name: string]: ExactJson })[tag];
  const [first] = tags;
  return first === undefined || tags.includes(String(present)) ? value : { ...value, [tag]: first };
}

function membersOf(members: readonly (readonly [string, Sample])[]): ExactJson {
  return Object.fromEntries(members.filter((each): each is [string, ExactJson] => each[1] !== none));
}

function pick<Value>(values: readonly Value[], { random }: Making): Value {
  return values[Math.floor(random() * values.length)] as Value;
}

/** The document's own value, with integers as `bigint`. */
function exact(value: unknown): ExactJson {
  return JSON.parse(JSON.stringify(value), (_name, each: unknown) =>
    typeof each === "number" && Number.isSafeInteger(each) ? BigInt(each) : each,
  ) as ExactJson;
}
