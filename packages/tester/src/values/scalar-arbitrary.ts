import type { Json, ScalarSchema } from "@parlance/contract";
import fc from "fast-check";

const formats: Readonly<Record<string, () => fc.Arbitrary<string>>> = {
  "date-time": () => dates().map((date) => date.toISOString()),
  date: () => dates().map((date) => date.toISOString().slice(0, 10)),
  time: () => dates().map((date) => `${date.toISOString().slice(11, 19)}Z`),
  duration: () => fc.integer({ min: 1, max: 90 }).map((days) => `P${days}D`),
  uuid: () => fc.uuid(),
  uri: () => urls(),
  url: () => urls(),
  "uri-reference": () => paths(),
  email: () => fc.tuple(word(), fc.domain()).map(([name, domain]) => `${name}@${domain}`),
  hostname: () => fc.domain(),
  ipv4: () => fc.ipV4(),
  ipv6: () => fc.ipV6(),
  byte: () => fc.base64String(),
  binary: () => fc.string(),
  regex: () => fc.constantFrom("^a+$", "[0-9]{2}"),
  "json-pointer": () => word().map((name) => `/${name}`),
};

/** Texts that must be longer are not made: they would take all time and memory. */
const longest = 100_000;

/** How often a text of a pattern is drawn before one of the right length must have come. */
const draws = 12;

/** Values of a string, number or boolean within its bounds. A text that must obey a pattern and a length may miss one of them. */
export function scalarArbitrary(schema: ScalarSchema): fc.Arbitrary<Json> | undefined {
  switch (schema.type) {
    case "boolean":
      return fc.boolean();
    case "integer":
      return integers(schema);
    case "number":
      return numbers(schema);
    case "string":
      return texts(schema);
  }
}

function integers(schema: ScalarSchema): fc.Arbitrary<number> | undefined {
  const step = Math.max(1, schema.multipleOf ?? 1);
  const { least, most } = bounds(schema, 1);
  return counts(least / step, most / step)?.map((count) => count * step);
}

function numbers(schema: ScalarSchema): fc.Arbitrary<number> | undefined {
  if (schema.multipleOf !== undefined) {
    const { multipleOf } = schema;
    const { least, most } = bounds(schema, multipleOf);
    return counts(least / multipleOf, most / multipleOf)?.map((count) => count * multipleOf);
  }
  const { least, most } = bounds(schema, 0.5);
  return least > most ? undefined : fc.double({ min: least, max: most, noNaN: true, noDefaultInfinity: true });
}

/** Whole numbers between two. Of those that a double cannot tell apart none: the library would draw for ever. */
function counts(least: number, most: number): fc.Arbitrary<number> | undefined {
  const min = Math.max(Math.ceil(least), Number.MIN_SAFE_INTEGER);
  const max = Math.min(Math.floor(most), Number.MAX_SAFE_INTEGER);
  return min > max ? undefined : fc.integer({ min, max });
}

/** The least and the greatest value; what a bound excludes is a step away from it. */
function bounds(schema: ScalarSchema, step: number): { readonly least: number; readonly most: number } {
  const usual = schema.format === "int64" ? Number.MAX_SAFE_INTEGER : 2 ** 31 - 1;
  const least = Math.max(schema.minimum ?? -Infinity, (schema.exclusiveMinimum ?? -Infinity) + step);
  const most = Math.min(schema.maximum ?? Infinity, (schema.exclusiveMaximum ?? Infinity) - step);
  return {
    least: Number.isFinite(least) ? least : Math.min(-usual, most),
    most: Number.isFinite(most) ? most : Math.max(usual, least),
  };
}

function texts({ format, pattern, minLength = 0, maxLength }: ScalarSchema): fc.Arbitrary<string> | undefined {
  if (minLength > longest) return undefined;
  const fits = (text: string) => text.length >= minLength && text.length <= (maxLength ?? Infinity);
  const special = pattern === undefined ? formats[format ?? ""]?.() : matching(pattern);
  if (special !== undefined) return firstThat(special, fits);
  const most = Math.max(minLength, Math.min(maxLength ?? Infinity, minLength + 20));
  return fc.string({ unit: "grapheme-ascii", minLength, maxLength: most });
}

function matching(pattern: string): fc.Arbitrary<string> | undefined {
  try {
    return fc.stringMatching(new RegExp(pattern, "u"));
  } catch {
    // What this engine cannot read, or the library cannot make: no reason to leave out the operation.
    return undefined;
  }
}

/** The first of some draws that fits; bounded, unlike a filter, which would look for ever where there is none. */
function firstThat(arbitrary: fc.Arbitrary<string>, fits: (text: string) => boolean): fc.Arbitrary<string> {
  const several = fc.array(arbitrary, { minLength: draws, maxLength: draws });
  return several.map((drawn) => drawn.find(fits) ?? (drawn[0] as string));
}

function dates(): fc.Arbitrary<Date> {
  return fc.date({ min: new Date("2000-01-01"), max: new Date("2099-12-31"), noInvalidDate: true });
}

/** Not `fc.webUrl`, which maps all of Unicode before its first value: a second of work, and a million entries. */
function urls(): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom("http", "https"), fc.domain(), paths())
    .map(([scheme, host, path]) => `${scheme}://${host}${path}`);
}

function paths(): fc.Arbitrary<string> {
  const segments = fc.stringMatching(/^(?:[\w.~!$&'()*+,;=:@-]|%20|%C3%A4|%F0%9F%98%80){0,9}$/u);
  return fc.array(segments, { maxLength: 3 }).map((each) => each.map((segment) => `/${segment}`).join(""));
}

function word(): fc.Arbitrary<string> {
  return fc.stringMatching(/^[a-z]{1,10}$/u);
}
