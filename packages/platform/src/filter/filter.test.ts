import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../json/json.js";
import { matchFilter } from "./match-filter.js";
import { parseFilter } from "./parse-filter.js";

const limits = { depth: 8, bytes: 4096 };
const tunnel = {
  status: "online",
  port: 443,
  publish: true,
  note: null,
  labels: { env: "production", "k8s.io/name": "web" },
  geo: ["CH", "DE"],
  createdAt: "2026-11-21T09:30:00.000Z",
};

const selects = (filter: Json, subject: JsonObject = tunnel) => matchFilter(parseFilter(filter, limits), subject);

describe("matchFilter", () => {
  test.each<[Json, boolean]>([
    [{}, true],
    [{ status: "online" }, true],
    [{ status: "offline" }, false],
    [{ status: "online", port: 80 }, false],
    [{ port: "443" }, false],
    [{ "labels.env": "production" }, true],
    [{ "labels.k8s.io/name": "web" }, true],
    [{ note: null, missing: null }, true],
    [{ status: { ne: "online" } }, false],
    [{ missing: { ne: "x" } }, true],
    [{ status: { in: ["offline", "online"] } }, true],
    [{ status: { nin: ["offline", "online"] } }, false],
    [{ geo: "DE" }, true],
    [{ geo: { in: ["FR"] } }, false],
    [{ geo: { nin: ["FR"] } }, true],
    [{ status: { prefix: "on" } }, true],
    [{ port: { prefix: "4" } }, false],
    [{ status: { matches: "^o[a-z]+e$" } }, true],
    [{ port: { gt: 442, lt: 444 } }, true],
    [{ port: { gte: 443, lte: 443 } }, true],
    [{ port: { gt: "442" } }, false],
    [{ createdAt: { gte: "2026-11-21T00:00:00.000Z" } }, true],
    [{ note: { exists: false }, status: { exists: true } }, true],
    [{ or: [{ status: "offline" }, { port: 443 }] }, true],
    [{ and: [{ status: "online" }, { not: { publish: true } }] }, false],
    [{ "constructor.name": { exists: true } }, false],
    [{ toString: { exists: true } }, false],
  ])("%j: %s", (filter, expected) => {
    expect(selects(filter)).toBe(expected);
  });

  test("is linear in the text for a pattern that would backtrack", () => {
    expect(selects({ text: { matches: "^(a+)+$" } }, { text: `${"a".repeat(50_000)}!` })).toBe(false);
  });

  const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
  const condition = fc.dictionary(fc.constantFrom("a", "b", "c"), scalar).map((filter) => filter as JsonObject);

  test("not turns every answer round, and De Morgan holds", () => {
    fc.assert(
      fc.property(condition, condition, condition, (left, right, subject) => {
        expect(selects({ not: left }, subject)).toBe(!selects(left, subject));
        expect(selects({ not: { or: [left, right] } }, subject)).toBe(
          selects({ and: [{ not: left }, { not: right }] }, subject),
        );
      }),
    );
  });

  test("every subject is selected by the filter of its own members", () => {
    fc.assert(
      fc.property(condition, (subject) => {
        expect(selects(subject, subject)).toBe(true);
      }),
    );
  });

  test("gt and lte part all texts and all numbers", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.tuple(fc.string(), fc.string()), fc.tuple(fc.integer(), fc.integer())),
        ([value, bound]) => {
          expect(selects({ v: { gt: bound } }, { v: value })).toBe(!selects({ v: { lte: bound } }, { v: value }));
        },
      ),
    );
  });
});

describe("parseFilter refuses", () => {
  const deep = (levels: number): Json => (levels === 0 ? {} : { not: deep(levels - 1) });
  test.each<[string, Json, RegExp]>([
    ["an unknown operator", { status: { like: "x" } }, /no operator "like"/],
    ["a list as a filter", [], /is an object/],
    ["a list as a value", { status: ["a"] }, /Compare with/],
    ["an empty or", { or: [] }, /list of filters/],
    ["a pattern that is not RE2", { status: { matches: "(?=x)" } }, /not valid RE2/],
    ["a pattern beyond 200 characters", { status: { matches: "x".repeat(201) } }, /at most 200/],
    ["an empty name in a path", { "labels..env": 1 }, /A path is/],
    ["nine levels", deep(8), /too deeply/],
    ["more than 4 KiB", { status: "x".repeat(5000) }, /longer than 4096/],
  ])("%s", (_, filter, reason) => {
    expect(() => parseFilter(filter, limits)).toThrow(reason);
  });

  test("nothing by a crash: any JSON gives a filter or invalid_filter", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        try {
          matchFilter(parseFilter(value as Json, limits), tunnel);
        } catch (error) {
          expect(error).toMatchObject({ code: "invalid_filter" });
        }
      }),
    );
  });

  test("and points at the place", () => {
    expect(() => parseFilter({ or: [{ a: 1 }, { b: { like: 1 } }] }, limits)).toThrow(
      expect.objectContaining({ errors: [expect.objectContaining({ pointer: "/or/1/b/like" })] }),
    );
  });
});
