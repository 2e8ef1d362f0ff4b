import { CborError } from "./cbor-error.js";

/** Deeper values are refused: what is so deep is a cycle or an attack. */
const mostDepth = 128;

const text = new TextEncoder();
const major = { unsigned: 0, negative: 1, bytes: 2, text: 3, array: 4, map: 5 } as const;

/** Collects bytes in a buffer that doubles. */
class Writer {
  bytes = new Uint8Array(256);
  #view = new DataView(this.bytes.buffer);
  length = 0;

  byte(value: number): void {
    const at = this.#take(1);
    this.bytes[at] = value;
  }

  /** A type and its number, in the shortest form (RFC 8949 section 4.1). */
  head(type: number, value: number): void {
    const kind = type << 5;
    if (value < 24) return this.byte(kind | value);
    const size = value < 0x100 ? 0 : value < 0x10000 ? 1 : value < 0x100000000 ? 2 : 3;
    this.byte(kind | (24 + size));
    const at = this.#take(1 << size);
    if (size === 0) this.#view.setUint8(at, value);
    else if (size === 1) this.#view.setUint16(at, value);
    else if (size === 2) this.#view.setUint32(at, value);
    else this.#view.setBigUint64(at, BigInt(value));
  }

  /** A number that is no safe integer: in four bytes if they hold it exactly, otherwise in eight. */
  float(value: number): void {
    const short = Math.fround(value) === value || Number.isNaN(value);
    this.byte(short ? 0xfa : 0xfb);
    const at = this.#take(short ? 4 : 8);
    if (short) this.#view.setFloat32(at, value);
    else this.#view.setFloat64(at, value);
  }

  raw(bytes: Uint8Array): void {
    const at = this.#take(bytes.length);
    this.bytes.set(bytes, at);
  }

  #take(count: number): number {
    const at = this.length;
    this.length += count;
    if (this.length > this.bytes.length) {
      const larger = new Uint8Array(Math.max(this.length, this.bytes.length * 2));
      larger.set(this.bytes.subarray(0, at));
      this.bytes = larger;
      this.#view = new DataView(larger.buffer);
    }
    return at;
  }
}

/**
 * Writes values one after the other, as a CBOR sequence (RFC 8742). The data model is JSON's and byte strings
 * (`Uint8Array`); as in JSON, `undefined` is left out of objects and null in lists.
 *
 * @throws CborError for a value of another kind, and for more than 128 levels.
 */
export function encodeCbor(values: readonly unknown[]): Uint8Array<ArrayBuffer> {
  const writer = new Writer();
  for (const value of values) write(writer, value, 0);
  return writer.bytes.slice(0, writer.length);
}

function write(writer: Writer, value: unknown, depth: number): void {
  if (depth > mostDepth) throw new CborError(`The value has more than ${mostDepth} levels. Send it flatter.`);
  switch (typeof value) {
    case "string":
      return writeText(writer, value);
    case "number":
      return writeNumber(writer, value);
    case "boolean":
      return writer.byte(value ? 0xf5 : 0xf4);
    case "undefined":
      return writer.byte(0xf6);
    case "object":
      return value === null ? writer.byte(0xf6) : writeObject(writer, value, depth);
    default:
      throw new CborError(`A ${typeof value} cannot be sent. Send JSON values and Uint8Array.`);
  }
}

function writeText(writer: Writer, value: string): void {
  const bytes = text.encode(value);
  writer.head(major.text, bytes.length);
  writer.raw(bytes);
}

function writeNumber(writer: Writer, value: number): void {
  if (!Number.isSafeInteger(value) || Object.is(value, -0)) writer.float(value);
  else if (value >= 0) writer.head(major.unsigned, value);
  else writer.head(major.negative, -1 - value);
}

function writeObject(writer: Writer, value: object, depth: number): void {
  if (value instanceof Uint8Array) {
    writer.head(major.bytes, value.length);
    writer.raw(value);
  } else if (Array.isArray(value)) {
    writer.head(major.array, value.length);
    for (const each of value) write(writer, each, depth + 1);
  } else {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    writer.head(major.map, members.length);
    for (const [name, member] of members) {
      writeText(writer, name);
      write(writer, member, depth + 1);
    }
  }
}
