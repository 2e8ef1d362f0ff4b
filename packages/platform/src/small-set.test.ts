import { expect, test } from "vitest";
import { SmallSet } from "./small-set.js";

const [a, b, c] = [{ name: "a" }, { name: "b" }, { name: "c" }];

function filled(...items: readonly { readonly name: string }[]): SmallSet<{ readonly name: string }> {
  const set = new SmallSet<{ readonly name: string }>();
  for (const item of items) set.add(item);
  return set;
}

test.each([
  ["nothing", []],
  ["one", [a]],
  ["several, in their order", [b, a, c]],
])("a small set holds %s", (_, items) => {
  const set = filled(...items);
  expect([...set]).toEqual(items);
  expect(set.size).toBe(items.length);
});

test("what is added twice is there once", () => {
  expect([...filled(a, a)]).toEqual([a]);
  expect([...filled(a, b, a, b)]).toEqual([a, b]);
});

test("what is deleted is gone, and may come again", () => {
  const set = filled(a, b, c);
  for (const item of [a, c, b]) set.delete(item);
  expect([set.size, [...set]]).toEqual([0, []]);
  set.add(c);
  set.delete(a);
  expect([...set]).toEqual([c]);
});

test("what is deleted while it is gone through is not met", () => {
  const set = filled(a, b, c);
  const met: string[] = [];
  for (const { name } of set) {
    met.push(name);
    set.delete(b);
  }
  expect(met).toEqual(["a", "c"]);
});
