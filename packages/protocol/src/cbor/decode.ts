import { CborError } from "./cbor-error.js";
import { Reader } from "./reader.js";

/** Deeper values are refused before the stack overflows. */
const mostDepth = 128;

/** What ends a list of indefinite length. */
const end = Symbol("break");

/**
 * Reads a CBOR sequence (RFC 8742). Definite and indefinite lengths, all floats; tags are read over, `undefined` becomes
 * null, an integer beyond 2^53 a `bigint`.
 *
 * @throws CborError for what is not well-formed (RFC 8949 section 5.3.1) or has a key twice (5.6), for keys that are no text, for
 * an unknown simple value, and for more than 128 levels.
 */
export function decodeCbor(bytes: Uint8Array): unknown[] {
  const reader = new Reader(bytes);
  const values: unknown[] = [];
  while (!reader.done) values.push(item(reader, 0));
  return values;
}

/** One value; a break is none. */
function item(reader: Reader, depth: number): unknown {
  const value = itemOrEnd(reader, depth);
  if (value === end) throw new CborError("A break stands where a value is expected.");
  return value;
}

function itemOrEnd(reader: Reader, depth: number): unknown {
  if (depth > mostDepth) throw new CborError(`The value has more than ${mostDepth} levels.`);
  const first = reader.byte();
  const info = first & 31;
  switch (first >> 5) {
    case 0:
      return reader.number(info);
    case 1:
      return negative(reader.number(info));
    case 2:
      return info === 31 ? join(chunks(reader, 2)) : reader.take(reader.length(info)).slice();
    case 3:
      return info === 31 ? chunks(reader, 3).map(decodeText).join("") : decodeText(reader.take(reader.length(info)));
    case 4:
      return list(reader, info, depth);
    case 5:
      return map(reader, info, depth);
    case 6:
      reader.number(info);
      return item(reader, depth + 1);
    default:
      return simple(reader, info);
  }
}

function negative(value: number | bigint): number | bigint {
  return typeof value === "number" ? -1 - value : -1n - value;
}

/** A length is only what the bytes can hold, so a lie about it costs nothing. */
function list(reader: Reader, info: number, depth: number): unknown[] {
  const values: unknown[] = [];
  if (info !== 31) {
    for (let left = reader.length(info); left > 0; left--) values.push(item(reader, depth + 1));
    return values;
  }
  for (let value = itemOrEnd(reader, depth + 1); value !== end; value = itemOrEnd(reader, depth + 1))
    values.push(value);
  return values;
}

function map(reader: Reader, info: number, depth: number): Record<string, unknown> {
  const members: Record<string, unknown> = {};
  let left = info === 31 ? Infinity : reader.length(info);
  for (; left > 0; left--) {
    const key = info === 31 ? itemOrEnd(reader, depth + 1) : item(reader, depth + 1);
    if (key === end) break;
    if (typeof key !== "string") throw new CborError("A key is no text.");
    if (Object.hasOwn(members, key)) throw new CborError("A key stands twice in a map.");
    const value = item(reader, depth + 1);
    // As `JSON.parse` does: a member of this name, not the prototype.
    if (key === "__proto__")
      Object.defineProperty(members, key, { value, enumerable: true, configurable: true, writable: true });
    else members[key] = value;
  }
  return members;
}

function simple(reader: Reader, info: number): unknown {
  switch (info) {
    case 20:
      return false;
    case 21:
      return true;
    case 22:
    case 23:
      return null;
    case 25:
    case 26:
    case 27:
      return reader.float(info);
    case 31:
      return end;
    default:
      throw new CborError("A simple value is unknown.");
  }
}

/** The parts of a text or byte string of indefinite length: each definite and of the same type. */
function chunks(reader: Reader, type: number): Uint8Array[] {
  const parts: Uint8Array[] = [];
  for (let first = reader.byte(); first !== 0xff; first = reader.byte()) {
    if (first >> 5 !== type || (first & 31) === 31) throw new CborError("A part of a string has another type.");
    parts.push(reader.take(reader.length(first & 31)));
  }
  return parts;
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function decodeText(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch (cause) {
    throw new CborError("A text is not UTF-8.", { cause });
  }
}
