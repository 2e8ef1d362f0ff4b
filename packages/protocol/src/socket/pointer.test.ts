import { expect, test } from "vitest";
import { valueAt, withValueAt } from "./pointer.js";

test("a value is found in objects and lists, and nowhere else", () => {
  const value = { a: [{ "b/c": { "~": 1 } }] };
  expect(valueAt(value, "/a/0/b~1c/~0")).toBe(1);
  expect([valueAt(value, "/a/9"), valueAt(value, "/a/toString"), valueAt(7, "/x"), valueAt(null, "/x")]).toEqual(
    Array.from({ length: 4 }, () => undefined),
  );
});

test("another value is put into a copy, on a way that is made", () => {
  const value = { a: [1, 2], b: 1 };
  expect(withValueAt(value, "/a/1", 9)).toEqual({ a: [1, 9], b: 1 });
  expect(withValueAt(value, "/c/d", 9)).toEqual({ a: [1, 2], b: 1, c: { d: 9 } });
  expect(value).toEqual({ a: [1, 2], b: 1 });
  expect(withValueAt({}, "/__proto__", 1)).toEqual(JSON.parse(`{"__proto__":1}`));
});
