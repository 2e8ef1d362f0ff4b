import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Json } from "./json.js";
import { mergePatch } from "./merge-patch.js";

const json = fc.jsonValue({ maxDepth: 4 }).map((value) => value as Json);
const object = fc.dictionary(fc.string(), json);

describe("mergePatch", () => {
  // RFC 7396, appendix A.
  test.each<[Json, Json, Json]>([
    [{ a: "b" }, { a: "c" }, { a: "c" }],
    [{ a: "b" }, { b: "c" }, { a: "b", b: "c" }],
    [{ a: "b" }, { a: null }, {}],
    [{ a: "b", b: "c" }, { a: null }, { b: "c" }],
    [{ a: ["b"] }, { a: "c" }, { a: "c" }],
    [{ a: "c" }, { a: ["b"] }, { a: ["b"] }],
    [{ a: { b: "c" } }, { a: { b: "d", c: null } }, { a: { b: "d" } }],
    [{ a: [{ b: "c" }] }, { a: [1] }, { a: [1] }],
    [
      ["a", "b"],
      ["c", "d"],
      ["c", "d"],
    ],
    [{ a: "b" }, ["c"], ["c"]],
    [{ a: "foo" }, null, null],
    [{ a: "foo" }, "bar", "bar"],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [[1, 2], { a: "b", c: null }, { a: "b" }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ])("%j with %j is %j", (target, patch, expected) => {
    expect(mergePatch(target, patch)).toEqual(expected);
  });

  test("applied twice is applied once", () => {
    fc.assert(
      fc.property(json, json, (target, patch) => {
        const once = mergePatch(target, patch);
        expect(mergePatch(once, patch)).toEqual(once);
      }),
    );
  });

  test("an empty patch changes nothing", () => {
    fc.assert(
      fc.property(object, (target) => {
        expect(mergePatch(target, {})).toEqual(target);
      }),
    );
  });

  test("touches neither the target nor any prototype", () => {
    const target = JSON.parse('{"a":{"b":1}}') as Json;
    mergePatch(
      target,
      JSON.parse('{"a":{"c":2},"constructor":{"prototype":{"polluted":1}},"__proto__":{"polluted":1}}') as Json,
    );
    expect(target).toEqual({ a: { b: 1 } });
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });
});
