import { expect, test } from "vitest";
import { isWithin, pointerTo, valueAt, withAnyIndex, withValueAt } from "./pointer.js";

const value = { a: { "b/c": [1, { d: true }] } };

test("leads to members, items and the whole", () => {
  expect(valueAt(value, "")).toBe(value);
  expect(valueAt(value, "/a/b~1c/1/d")).toBe(true);
  expect(valueAt(value, "/a/x/y")).toBeUndefined();
  expect(valueAt(value, "/constructor")).toBeUndefined();
});

test("puts a value where it leads, and makes the objects on the way", () => {
  expect(withValueAt(value, "/a/b~1c/1/d", 7)).toEqual({ a: { "b/c": [1, { d: 7 }] } });
  expect(withValueAt({}, `/config${pointerTo("a/b~c")}`, "x")).toEqual({ config: { "a/b~c": "x" } });
  expect(withValueAt(undefined, "", 1)).toBe(1);
});

test("tells what stands in a place from what is only called alike", () => {
  expect(["/a", "/a/b", "/ab", ""].filter((each) => isWithin(each, "/a"))).toEqual(["/a", "/a/b"]);
  expect(isWithin("/a", "")).toBe(true);
});

test("forgets indexes, and not names with digits", () => {
  expect(withAnyIndex("/items/0/1/line2/3")).toBe("/items/*/*/line2/*");
});
