import { expect, test } from "vitest";
import { applyDiff } from "./apply-diff.js";
import type { DiffStep } from "./document.js";

test.each<[string, unknown, DiffStep[], unknown]>([
  ["a member", { a: 1 }, [{ op: "add", path: "/b", value: 2 }], { a: 1, b: 2 }],
  ["an inner member", { a: { b: 1 } }, [{ op: "replace", path: "/a/b", value: null }], { a: { b: null } }],
  ["a member less", { a: 1, b: 2 }, [{ op: "remove", path: "/a" }], { b: 2 }],
  ["an item in between", [1, 3], [{ op: "add", path: "/1", value: 2 }], [1, 2, 3]],
  ["an item at the end", { a: [1] }, [{ op: "add", path: "/a/-", value: 2 }], { a: [1, 2] }],
  ["an item replaced", [1, { a: 1 }], [{ op: "replace", path: "/1/a", value: 2 }], [1, { a: 2 }]],
  ["an item less", [1, 2, 3], [{ op: "remove", path: "/1" }], [1, 3]],
  ["the whole", { a: 1 }, [{ op: "replace", path: "", value: [] }], []],
  [
    "escaped names",
    { "a/b": 1, "~": 2 },
    [
      { op: "replace", path: "/a~1b", value: 3 },
      { op: "remove", path: "/~0" },
    ],
    { "a/b": 3 },
  ],
  ["nothing", { a: 1 }, [], { a: 1 }],
])("a diff changes %s", (_, before, diff, after) => {
  const copy = structuredClone(before);
  expect(applyDiff(before, diff)).toEqual(after);
  expect(before).toEqual(copy);
});

test.each<[string, unknown, DiffStep]>([
  ["a member that is not there", {}, { op: "replace", path: "/a", value: 1 }],
  ["below nothing", {}, { op: "add", path: "/a/b", value: 1 }],
  ["into a scalar", { a: 1 }, { op: "add", path: "/a/b", value: 1 }],
  ["behind a list", [1], { op: "add", path: "/2", value: 1 }],
  ["a list by a name", [1], { op: "replace", path: "/x", value: 1 }],
  ["an item that is not there", [1], { op: "remove", path: "/1" }],
  ["the end of a list that cannot be replaced", [1], { op: "replace", path: "/-", value: 1 }],
])("a step that changes %s is refused", (_, before, step) => {
  expect(() => applyDiff(before, [step])).toThrow(RangeError);
});

test("a hostile name becomes a member and touches no prototype", () => {
  const after = applyDiff({}, [{ op: "add", path: "/__proto__", value: { polluted: true } }]);
  expect(Object.getPrototypeOf(after)).toBe(Object.prototype);
  expect(Object.hasOwn(Object(after), "__proto__")).toBe(true);
  expect(Reflect.get({}, "polluted")).toBeUndefined();
});
