import type { ParameterDescriptor } from "../descriptor.js";

/** One `name=value` pair of a query, form or cookie string, both already encoded. */
type Pair = readonly [name: string, value: string];

const separators = { form: ",", spaceDelimited: "%20", pipeDelimited: "|" } as const;

/** A value as the text that goes on the wire; dates as RFC 3339, objects as JSON. */
export function textOf(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** Whether a value says "leave it out". */
export function isAbsent(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}

/** Percent-encodes all but unreserved characters (RFC 3986 section 2.3). Half a surrogate pair becomes U+FFFD, as in URLs. */
export function percentEncode(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\ufffd")).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Percent-encodes but lets reserved characters stand, except those that would end or split a query (`& = + #`, brackets). */
function encodeReserved(text: string): string {
  return percentEncode(text).replace(/%(3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)/g, (c) => decodeURIComponent(c));
}

/** Members of an object or array that are to be written: `[key, value]`, absent ones left out. */
function members(value: object): (readonly [string, unknown])[] {
  return Object.entries(value).filter(([, member]) => !isAbsent(member));
}

function isStructured(value: unknown): value is object {
  return typeof value === "object" && value !== null && !(value instanceof Date);
}

function deepPairs(name: string, value: unknown, encode: (text: string) => string): Pair[] {
  if (!isStructured(value)) return [[name, encode(textOf(value))]];
  const list = Array.isArray(value);
  return members(value).flatMap(([key, member]) => deepPairs(list ? name : `${name}[${percentEncode(key)}]`, member, encode));
}

/**
 * The pairs of one query or cookie parameter (OpenAPI 3.1 section 4.8.12, RFC 6570 for the form style).
 *
 * Null, undefined and empty lists give no pair.
 */
export function parameterPairs(descriptor: Omit<ParameterDescriptor, "key" | "in"> & { readonly name: string }, value: unknown): Pair[] {
  if (isAbsent(value)) return [];
  const { style = "form", json } = descriptor;
  const encode = descriptor.allowReserved === true ? encodeReserved : percentEncode;
  const name = percentEncode(descriptor.name);
  if (json === true) return [[name, encode(JSON.stringify(value))]];
  if (style === "deepObject") return deepPairs(name, value, encode);
  if (!isStructured(value)) return [[name, encode(textOf(value))]];
  const explode = descriptor.explode ?? style === "form";
  const entries = members(value);
  if (entries.length === 0) return [];
  if (Array.isArray(value)) {
    const items = entries.map(([, item]) => encode(textOf(item)));
    return explode ? items.map((item) => [name, item]) : [[name, items.join(separatorOf(style))]];
  }
  const flat = entries.map(([key, member]): Pair => [percentEncode(key), encode(textOf(member))]);
  return explode ? flat : [[name, flat.flat().join(separatorOf(style))]];
}

function separatorOf(style: string): string {
  return style === "spaceDelimited" || style === "pipeDelimited" ? separators[style] : separators.form;
}

/** Values of the simple style: a header, or a path parameter without prefix (OpenAPI 3.1 section 4.8.12.3). */
export function simpleText(descriptor: ParameterDescriptor, value: unknown, encode: (text: string) => string): string {
  if (descriptor.json === true) return encode(JSON.stringify(value));
  if (!isStructured(value)) return encode(textOf(value));
  const list = Array.isArray(value);
  const assign = descriptor.explode === true ? "=" : ",";
  return members(value)
    .map(([key, member]) => (list ? encode(textOf(member)) : `${encode(key)}${assign}${encode(textOf(member))}`))
    .join(",");
}

/** Text of one path parameter, prefix of the label and matrix styles included. */
export function pathText(descriptor: ParameterDescriptor, value: unknown): string {
  const { style = "simple", explode = false } = descriptor;
  if (style === "label") {
    const text = simpleText(descriptor, value, percentEncode);
    return `.${explode ? text.replaceAll(",", ".") : text}`;
  }
  if (style === "matrix") {
    const pairs = parameterPairs({ ...descriptor, name: descriptor.name ?? descriptor.key, style: "form", explode }, value);
    return pairs.map(([name, text]) => `;${name}=${text}`).join("");
  }
  return simpleText(descriptor, value, percentEncode);
}
