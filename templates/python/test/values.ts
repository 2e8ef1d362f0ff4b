import type { NamedSchema, ObjectSchema, Schema } from "@parlance/contract";

/** JSON, with integers beyond JavaScript's. */
export type Value = null | boolean | number | bigint | string | readonly Value[] | { readonly [key: string]: Value };

/** What is to be odd about a value: nothing, or one of the things that a client must let through. */
export const flavours = ["plain", "minimal", "null", "unknown", "extra", "wrong"] as const;

/** One of them. */
export type Flavour = (typeof flavours)[number];

/** Makes values from schemas: those the schema describes, and those that a newer server may send. */
export class Values {
  readonly #schemas: ReadonlyMap<string, Schema>;

  constructor(schemas: readonly NamedSchema[]) {
    this.#schemas = new Map(schemas.map(({ name, schema }) => [name, schema]));
  }

  /** A value of the schema; undefined if it has none, or none that ends. */
  of(schema: Schema, flavour: Flavour, depth = 0): Value | undefined {
    switch (schema.kind) {
      case "ref": {
        const target = this.#schemas.get(schema.name);
        return target === undefined || depth > 12 ? undefined : this.of(target, flavour, depth + 1);
      }
      case "nullable":
        return flavour === "null" || depth > 6 ? null : this.of(schema.schema, flavour, depth);
      case "object":
        return this.#object(schema, flavour, depth);
      case "map": {
        const value = depth > 6 ? undefined : this.of(schema.values, flavour, depth + 1);
        return value === undefined ? {} : { a: value, "b/c": value };
      }
      case "list": {
        const items = [...schema.prefix, ...(schema.items === false ? [] : [schema.items])];
        const values = depth > 6 ? [] : items.map((each) => this.of(each, flavour, depth + 1));
        return values.flatMap((each) => (each === undefined ? [] : [each, each]));
      }
      case "union": {
        if (flavour === "unknown" && schema.tag !== undefined) {
          return { [schema.tag]: "a member of tomorrow", more: [1, null, { deep: true }] };
        }
        const at = flavour === "extra" ? schema.members.length - 1 : 0;
        const member = schema.members[at] ?? schema.members[0];
        const value = member === undefined ? undefined : this.of(member.schema, flavour, depth + 1);
        const [tag] = member?.tags ?? [];
        return schema.tag !== undefined && tag !== undefined && isObject(value)
          ? { ...value, [schema.tag]: tag }
          : value;
      }
      case "enum":
        return flavour === "unknown"
          ? schema.base === "string"
            ? "a value of tomorrow"
            : 4711
          : (schema.values[0] as Value);
      case "const":
        return schema.value as Value;
      case "scalar":
        return flavour === "wrong" ? [schema.type] : scalarOf(schema.type, schema.format, flavour);
      case "null":
        return null;
      case "any":
      case "intersection":
        return { anything: [1.5, "x", null, { y: false }] };
      case "never":
        return undefined;
    }
  }

  #object({ properties }: ObjectSchema, flavour: Flavour, depth: number): Value | undefined {
    const members: Record<string, Value> = {};
    for (const { name, schema, optional } of properties) {
      if (optional && (flavour === "minimal" || depth > 4)) {
        continue;
      }
      const value = this.of(schema, flavour, depth + 1);
      if (value === undefined && !optional) {
        return undefined;
      }
      if (value !== undefined) {
        members[name] = value;
      }
    }
    return flavour === "extra" ? { ...members, "x of tomorrow": { deep: [1, null, 12345678901234567890n] } } : members;
  }
}

/** The JSON text of a value, integers digit by digit. */
export function textOf(value: Value): string {
  if (typeof value === "bigint") {
    return String(value);
  }
  if (Array.isArray(value)) {
    return `[${value.map((each: Value) => textOf(each)).join(",")}]`;
  }
  return isObject(value)
    ? `{${Object.entries(value)
        .map(([key, each]) => `${JSON.stringify(key)}:${textOf(each)}`)
        .join(",")}}`
    : JSON.stringify(value);
}

function scalarOf(
  type: "string" | "integer" | "number" | "boolean",
  format: string | undefined,
  flavour: Flavour,
): Value {
  switch (type) {
    case "boolean":
      return true;
    case "integer":
      return flavour === "extra" ? 9007199254740993n : 7;
    case "number":
      return flavour === "extra" ? 9007199254740993n : flavour === "plain" ? 0.1 : 3;
    case "string":
      return (flavour === "extra" ? oddTexts : texts)[format ?? ""] ?? "wörds";
  }
}

const texts: Readonly<Record<string, string>> = {
  "date-time": "2026-02-03T04:05:06Z",
  date: "2026-02-03",
  byte: "AAEC/w==",
  uuid: "0d8e5f0d-6a0b-4b53-9d0c-7c2e0c5b1f6d",
};

/** Texts that are right, but not as a client would write them. */
const oddTexts: Readonly<Record<string, string>> = {
  ...texts,
  "date-time": "2026-02-03T04:05:06.70+02:00",
  date: "0001-01-01",
  byte: "AAF=",
};

function isObject(value: Value | undefined): value is { readonly [key: string]: Value } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
