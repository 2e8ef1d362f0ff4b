import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { CborError } from "./cbor-error.js";
import { decodeCbor } from "./decode.js";
import { encodeCbor } from "./encode.js";

interface Vectors {
  readonly both: readonly { readonly hex: string; readonly value: unknown }[];
  readonly read: readonly { readonly hex: string; readonly value: unknown }[];
  readonly special: readonly { readonly hex: string; readonly value: string }[];
  readonly malformed: readonly { readonly hex: string; readonly what: string }[];
}

const file = new URL("../../../../specs/vectors/cbor.json", import.meta.url);
const { both, read, special, malformed } = JSON.parse(readFileSync(file, "utf8")) as Vectors;

test.each([...both, ...read])("$hex is $value", ({ hex, value }) => {
  expect(decodeCbor(fromHex(hex))).toEqual([withBytes(value)]);
});

test.each(both)("$value is written as $hex", ({ hex, value }) => {
  expect(Buffer.from(encodeCbor([value])).toString("hex")).toBe(hex);
});

test.each(special)("$hex is $value, which JSON cannot say", ({ hex, value }) => {
  const expected = value.endsWith("n") ? BigInt(value.slice(0, -1)) : Number(value);
  expect(decodeCbor(fromHex(hex))).toEqual([expected]);
});

test.each(malformed)("$what is refused ($hex)", ({ hex }) => {
  expect(() => decodeCbor(fromHex(hex))).toThrow(CborError);
});

function fromHex(hex: string): Uint8Array {
  return new Uint8Array(Buffer.from(hex, "hex"));
}

function withBytes(value: unknown): unknown {
  return typeof value === "object" && value !== null && "bytes" in value ? fromHex(String(value.bytes)) : value;
}
