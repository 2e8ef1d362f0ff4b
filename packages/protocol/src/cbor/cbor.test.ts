import { decode as peerDecode, Encoder } from "cbor-x";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { ServerFrame } from "../frames/frames.gen.js";
import { CborError, decodeCbor, decodeCborFrames, encodeCbor, encodeCborBatches } from "./index.js";

const peer = new Encoder({ useRecords: false, mapsAsObjects: true });
const json = fc.jsonValue({ noUnicodeString: false }) as fc.Arbitrary<unknown>;
/** cbor-x loses the sign of -0 and renames `__proto__`. */
const plain = fc
  .json()
  .filter((text) => !text.includes("__proto__") && !/-0(?![.\d])/.test(text))
  .map((text) => JSON.parse(text) as unknown);
/** cbor-x reads some large integers as bigint. */
const numbers = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_, each: unknown) => (typeof each === "bigint" ? Number(each) : each)));
const frame: ServerFrame = { type: "message", channel: "c", offset: 1, data: { text: "Grüße 🌍" } };

test("any JSON value comes back as JSON would bring it back, -0 kept", () => {
  fc.assert(fc.property(json, (value) => void expect(decodeCbor(encodeCbor([value]))).toEqual([value])));
});

test("cbor-x reads what we write", () => {
  fc.assert(fc.property(plain, (value) => void expect(numbers(peerDecode(encodeCbor([value])))).toEqual(value)));
});

test("we read what cbor-x writes", () => {
  fc.assert(
    fc.property(plain, (value) => void expect(decodeCbor(new Uint8Array(peer.encode(value)))).toEqual([value])),
  );
});

test("bytes are bytes in both directions", () => {
  const value = { photo: new Uint8Array([0, 255, 7]) };
  expect(decodeCbor(encodeCbor([value]))).toEqual([value]);
  expect(new Uint8Array(peerDecode(encodeCbor([value])).photo)).toEqual(value.photo);
});

test("any bytes are a value or a CborError, never anything else", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      try {
        decodeCbor(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(CborError);
      }
    }),
    { numRuns: 2_000 },
  );
});

test("a thousand levels are refused in both directions, and the stack holds", () => {
  expect(() => decodeCbor(new Uint8Array(1_000).fill(0x81))).toThrow(/levels/);
  const deep = Array.from({ length: 1_000 }).reduce<unknown>((inner) => [inner], 1);
  expect(() => encodeCbor([deep])).toThrow(/levels/);
});

test("members that are undefined are left out, as in JSON", () => {
  expect(decodeCbor(encodeCbor([{ a: 1, b: undefined, c: [undefined] }]))).toEqual([{ a: 1, c: [null] }]);
});

test("a member named __proto__ is a member", () => {
  const value = JSON.parse('{"__proto__":{"admin":true}}') as object;
  const [read] = decodeCbor(encodeCbor([value])) as [Record<string, unknown>];
  expect(Object.keys(read)).toEqual(["__proto__"]);
  expect(read["admin"]).toBeUndefined();
});

test("a function cannot be sent", () => {
  expect(() => encodeCbor([{ call: () => 1 }])).toThrow(CborError);
});

test("what is read does not change with the buffer it came in", () => {
  const bytes = encodeCbor([new Uint8Array([1, 2])]);
  const [read] = decodeCbor(bytes);
  bytes.fill(0);
  expect(read).toEqual(new Uint8Array([1, 2]));
});

test("frames of a batch are read one after the other", () => {
  const [batch, ...others] = encodeCborBatches([frame, frame], 65_536);
  expect(others).toEqual([]);
  expect(decodeCborFrames(batch as Uint8Array)).toEqual({ frames: [frame, frame], malformed: null });
});

test("batches keep within the bytes the server takes; a larger frame goes alone", () => {
  const large: ServerFrame = { ...frame, data: "x".repeat(500) };
  const sizes = encodeCborBatches([frame, large, frame, frame], 200).map(
    (each) => decodeCborFrames(each).frames.length,
  );
  expect(sizes).toEqual([1, 1, 2]);
});

test.each([
  ["nothing", new Uint8Array()],
  ["a number", encodeCbor([7])],
  ["a map without a type", encodeCbor([{ channel: "c" }])],
  ["half a frame", encodeCbor([frame]).slice(0, 9)],
])("%s is malformed", (_, bytes) => {
  expect(decodeCborFrames(bytes)).toEqual({ frames: [], malformed: expect.any(String) });
});
