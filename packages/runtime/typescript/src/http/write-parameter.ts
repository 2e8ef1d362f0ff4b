import type { ParameterDescriptor } from "../descriptor.js";

/** One `name=value` pair of a query, form or cookie string, both already encoded. */
type Pair = readonly [name: string, value: string];

/** How a pair is written: a parameter's descriptor, or a form property's encoding, whose style is any text. */
interface PairDescriptor {
  readonly name: string;
  readonly style?: string | undefined;
  readonly explode?: boolean | undefined;
  readonly allowReserved?: boolean | undefined;
  readonly json?: boolean | undefined;
}

const separators: Readonly<Record<string, string>> = { spaceDelimited: "%20", pipeDelimited: "|" };

/** A value as the text that goes on the wire; dates as RFC 3339, objects as JSON. */
export function textOf(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** Whether a value says "leave it out". */
export function isAbsent(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}

/** Percent-encodes what could end or split a path or query (RFC 3986). Half a surrogate pair becomes U+FFFD, as in URLs. */
export function percentEncode(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\ufffd"));
}

/** Percent-encodes but lets reserved characters stand, except those that would end or split a query (`& = + #`, brackets). */
function encodeReserved(text: string): string {
  return percentEncode(text).replace(/%(3A|2F|3F|40|24|2C|3B)/g, decodeURIComponent);
}

/** Members of an object or list that are to be written, absent ones left out. */
function members(value: object): (readonly [string, unknown])[] {
  return Object.entries(value).filter(([, member]) => !isAbsent(member));
}

function isStructured(value: unknown): value is object {
  return typeof value === "object" && value !== null && !(value instanceof Date);
}

function deepPairs(name: string, value: unknown, encode: (text: string) => string): Pair[] {
  if (!isStructured(value)) return [[name, encode(textOf(value))]];
  const list = Array.isArray(value);
  return members(value).flatMap(([key, member]) =>
    deepPairs(list ? name : `${name}[${percentEncode(key)}]`, member, encode),
  );
}

/**
 * The pairs of one query, form or cookie value (OpenAPI 3.1 section 4.8.12, RFC 6570 for the form style).
 *
 * Null, undefined and empty lists give no pair.
 */
export function parameterPairs(descriptor: PairDescriptor, value: unknown): Pair[] {
  if (isAbsent(value)) return [];
  const { style = "form", explode = style === "form" } = descriptor;
  const encode = descriptor.allowReserved === true ? encodeReserved : percentEncode;
  const name = percentEncode(descriptor.name);
  if (descriptor.json === true) return [[name, encode(JSON.stringify(value))]];
  if (style === "deepObject" || !isStructured(value)) return deepPairs(name, value, encode);
  const list = Array.isArray(value);
  const pairs = members(value).map(([key, member]): Pair => [list ? name : percentEncode(key), encode(textOf(member))]);
  if (explode || pairs.length === 0) return pairs;
  const texts = list ? pairs.map(([, text]) => text) : pairs.flat();
  return [[name, texts.join(separators[style] ?? ",")]];
}

/** A value in the simple style: a header, or a path parameter without prefix (OpenAPI 3.1 section 4.8.12.3). */
export function simpleText(descriptor: ParameterDescriptor, value: unknown, encode: (text: string) => string): string {
  if (descriptor.json === true) return encode(JSON.stringify(value));
  if (!isStructured(value)) return encode(textOf(value));
  const list = Array.isArray(value);
  const assign = descriptor.explode === true ? "=" : ",";
  return members(value)
    .map(([key, member]) => (list ? "" : encode(key) + assign) + encode(textOf(member)))
    .join(",");
}

/** Text of one path parameter, prefix of the label and matrix styles included. */
export function pathText(descriptor: ParameterDescriptor, value: unknown): string {
  const { key, name = key, style, explode = false } = descriptor;
  if (style === "matrix") {
    return parameterPairs({ name, explode }, value)
      .map((pair) => `;${pair.join("=")}`)
      .join("");
  }
  const text = simpleText(descriptor, value, percentEncode);
  return style === "label" ? `.${explode ? text.replaceAll(",", ".") : text}` : text;
}
