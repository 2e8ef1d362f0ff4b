import { expect, test } from "vitest";
import { difference, resolve } from "./match.js";
import type { Json } from "./json.js";

const fits = (pattern: Json, value: unknown) => difference(pattern, value, new Map()) === undefined;

test.each<[Json, unknown, boolean]>([
  [{}, { a: 1 }, true],
  [{ a: 1 }, { a: 1, b: 2 }, true],
  [{ a: 1 }, { b: 2 }, false],
  [{ a: { b: [1, 2] } }, { a: { b: [1, 2] } }, true],
  [{ a: { b: [1, 2] } }, { a: { b: [1, 2, 3] } }, false],
  [[{ n: 1 }], [{ n: 1, more: true }], true],
  [{ a: { $any: true } }, { a: 0 }, true],
  [{ a: { $any: true } }, {}, false],
  [{ a: { $absent: true } }, { a: null }, true],
  [{ a: { $not: 1 } }, { a: 2 }, true],
  [{ a: { $not: 1 } }, { a: 1 }, false],
  [{ a: { $min: 1, $max: 3 } }, { a: 2 }, true],
  [{ a: { $min: 1, $max: 3 } }, { a: 4 }, false],
  [{ a: { $length: 2 } }, { a: [1, 2] }, true],
  [{ a: { $includes: { n: 2 } } }, { a: [{ n: 1 }, { n: 2 }] }, true],
  [{ a: { $includes: { n: 3 } } }, { a: [{ n: 1 }] }, false],
])("%j fits %j: %s", (pattern, value, expected) => {
  expect(fits(pattern, value)).toBe(expected);
});

test("a difference says where it is", () => {
  expect(difference({ a: { b: 1 } }, { a: { b: 2 } }, new Map())).toBe("/a/b: 2 in place of 1");
});

test("what was saved is put in and compared with", () => {
  const saved = new Map<string, Json>();
  expect(difference({ epoch: { $save: "epoch" } }, { epoch: "abcd" }, saved)).toBeUndefined();
  expect(difference({ epoch: { $saved: "epoch" } }, { epoch: "abcd" }, saved)).toBeUndefined();
  expect(difference({ epoch: { $not: { $saved: "epoch" } } }, { epoch: "abcd" }, saved)).toBeDefined();
  expect(resolve({ since: { epoch: { $saved: "epoch" } } }, saved)).toEqual({ since: { epoch: "abcd" } });
});

test("what was never saved, and unknown matchers, are mistakes of the scenario", () => {
  expect(() => resolve({ $saved: "other" }, new Map())).toThrow("other");
  expect(() => difference({ $like: 1 }, 1, new Map())).toThrow("$like");
});
