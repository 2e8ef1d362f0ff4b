import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { diff } from "../../json/diff.js";
import type { Json, JsonObject } from "../../json/json.js";
import { mutate, type Mutation } from "./mutate.js";

const limit = 1_048_576;
const data = { n: 2, list: [1, 2, 2], deep: { a: "x" } };

describe("mutate", () => {
  test.each<[Mutation, JsonObject]>([
    [
      { op: "set", path: "/new/deep", value: 1 },
      { ...data, new: { deep: 1 } },
    ],
    [
      { op: "set", path: "/list/-", value: 3 },
      { ...data, list: [1, 2, 2, 3] },
    ],
    [
      { op: "append", path: "/list", value: 3 },
      { ...data, list: [1, 2, 2, 3] },
    ],
    [
      { op: "prepend", path: "/fresh", value: 3 },
      { ...data, fresh: [3] },
    ],
    [
      { op: "insert", path: "/list/1", value: 9 },
      { ...data, list: [1, 9, 2, 2] },
    ],
    [
      { op: "pull", path: "/list", value: 2 },
      { ...data, list: [1] },
    ],
    [{ op: "test", path: "/deep", value: { a: "x" } }, data],
    [
      { op: "increment", path: "/n", value: 3 },
      { ...data, n: 5 },
    ],
    [
      { op: "increment", path: "/missing", value: 3 },
      { ...data, missing: 3 },
    ],
    [
      { op: "multiply", path: "/n", value: 3 },
      { ...data, n: 6 },
    ],
    [
      { op: "min", path: "/n", value: 1 },
      { ...data, n: 1 },
    ],
    [{ op: "max", path: "/n", value: 1 }, data],
    [
      { op: "remove", path: "/list/0" },
      { ...data, list: [2, 2] },
    ],
    [
      { op: "move", from: "/deep/a", path: "/b" },
      { ...data, deep: {}, b: "x" },
    ],
    [
      { op: "copy", from: "/deep", path: "/b" },
      { ...data, b: { a: "x" } },
    ],
  ])("%j", (mutation, expected) => {
    expect(mutate(data, [mutation], limit)).toEqual(expected);
  });

  test.each<Mutation>([
    { op: "increment", path: "/deep/a", value: 1 },
    { op: "append", path: "/n", value: 1 },
    { op: "insert", path: "/list/9", value: 1 },
    { op: "set", path: "/n/x", value: 1 },
    { op: "remove", path: "/missing" },
    { op: "test", path: "/n", value: 3 },
    { op: "move", from: "/missing", path: "/n" },
    { op: "set", path: "/__proto__/polluted", value: 1 },
    { op: "set", path: "", value: 1 },
    { op: "multiply", path: "/n", value: 1e308 * 1e10 },
    { op: "increment", path: "/n", value: 2 ** 53 },
    { op: "set", path: "/a".repeat(65), value: 1 },
    { op: "append", path: "/a".repeat(64), value: {} },
  ])("refuses %j, points at the step and changes nothing", (mutation) => {
    const before = structuredClone(data);
    expect(() => mutate(data, [{ op: "set", path: "/ok", value: 1 }, mutation], limit)).toThrow(
      expect.objectContaining({
        code: "unprocessable",
        errors: [expect.objectContaining({ pointer: "/mutations/1" })],
      }),
    );
    expect(data).toEqual(before);
  });
});

test("a diff, applied as steps, leads from the one to the other", () => {
  const value = fc
    .dictionary(fc.constantFrom("a", "b/~", "c"), fc.jsonValue({ maxDepth: 3 }))
    .map((object) => JSON.parse(JSON.stringify(object)) as JsonObject);
  fc.assert(
    fc.property(value, value, (before, after) => {
      fc.pre(!JSON.stringify([before, after]).includes("__proto__"));
      const steps = diff(before, after).map((step): Mutation => {
        if (step.op === "remove") return { op: "remove", path: step.path };
        return { op: "set", path: step.path, value: step.value as Json };
      });
      expect(steps.length === 0 ? before : mutate(before, steps, limit)).toEqual(after);
    }),
  );
});

describe("copies of copies", () => {
  test("are refused once they are too large, not when they have filled the memory", () => {
    const lists: readonly Mutation[] = Array.from({ length: 50 }, () => [
      { op: "copy", from: "/list", path: "/more/-" },
      { op: "copy", from: "/more", path: "/list/-" },
    ]).flat();
    const start = { list: ["x".repeat(1000)], more: [] };
    expect(() => mutate(start, lists, limit)).toThrow(expect.objectContaining({ code: "payload_too_large" }));
    expect(() => mutate({ text: "x".repeat(600) }, [{ op: "copy", from: "", path: "/a" }], 1000)).toThrow(
      expect.objectContaining({ code: "payload_too_large" }),
    );
  });

  test("are refused once they are too deep", () => {
    const steps: readonly Mutation[] = Array.from({ length: 70 }, () => ({ op: "copy", from: "", path: "/a" }));
    expect(() => mutate({ n: 1 }, steps, limit)).toThrow(expect.objectContaining({ code: "unprocessable" }));
  });
});
