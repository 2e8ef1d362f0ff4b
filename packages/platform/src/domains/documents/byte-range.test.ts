import fc from "fast-check";
import { expect, test } from "vitest";
import { readByteRange } from "./byte-range.js";

test.each([
  [undefined, 10, { type: "all" }],
  ["bytes=0-4", 10, { type: "part", first: 0, end: 5 }],
  ["bytes=5-", 10, { type: "part", first: 5, end: 10 }],
  ["bytes=-3", 10, { type: "part", first: 7, end: 10 }],
  ["bytes=-30", 10, { type: "part", first: 0, end: 10 }],
  ["bytes=8-99", 10, { type: "part", first: 8, end: 10 }],
  ["bytes=10-", 10, { type: "outside" }],
  ["bytes=-0", 10, { type: "outside" }],
  ["bytes=0-", 0, { type: "outside" }],
  ["bytes=5-4", 10, { type: "all" }],
  ["bytes=-", 10, { type: "all" }],
  ["lines=1-2", 10, { type: "all" }],
] as const)("%s of %d bytes", (header, size, expected) => {
  expect(readByteRange(header, size)).toEqual(expected);
});

test("a part lies within the content and is never empty", () => {
  fc.assert(
    fc.property(fc.option(fc.nat(100)), fc.option(fc.nat(100)), fc.nat(100), (from, to, size) => {
      const range = readByteRange(`bytes=${from ?? ""}-${to ?? ""}`, size);
      if (range.type === "part") expect(0 <= range.first && range.first < range.end && range.end <= size).toBe(true);
    }),
  );
});
