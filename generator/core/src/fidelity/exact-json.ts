/** A JSON value whose integers are `bigint`, so that none loses digits. */
export type ExactJson =
  | null
  | boolean
  | number
  | bigint
  | string
  | readonly ExactJson[]
  | { readonly [name: string]: ExactJson };

/** The JSON text of a value, integers with all their digits. */
export function writeExact(value: ExactJson): string {
  if (typeof value === "bigint") return String(value);
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (isList(value)) return `[${value.map(writeExact).join(",")}]`;
  const members = Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}:${writeExact(member)}`);
  return `{${members.join(",")}}`;
}

/** True if two JSON texts say the same: members in any order, numbers by their value. Throws `SyntaxError` for what is no JSON. */
export function sameJson(one: string, other: string): boolean {
  return canonical(one) === canonical(other);
}

function canonical(text: string): string {
  return writeExact(sorted(JSON.parse(text, exactly) as ExactJson));
}

function exactly(_name: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (typeof value !== "number") return value;
  const source = context?.source ?? String(value);
  return /^-?\d+$/u.test(source) ? BigInt(source) : Number.isInteger(value) ? BigInt(value) : value;
}

function sorted(value: ExactJson): ExactJson {
  if (value === null || typeof value !== "object") return value;
  if (isList(value)) return value.map(sorted);
  const members = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(members.map(([name, member]) => [name, sorted(member)]));
}

function isList(value: ExactJson): value is readonly ExactJson[] {
  return Array.isArray(value);
}
