import type { Json, Schema } from "@parlance/contract";
import { describe, expect, test } from "vitest";
import { compare } from "./sameness.js";

const place = { file: "a.yaml", line: 1 };
const text: Schema = { kind: "scalar", type: "string", place };
const count: Schema = { kind: "scalar", type: "number", place };
const list: Schema = { kind: "list", items: text, prefix: [], place };
const nested = objectOf({ text, count });

function objectOf(members: Readonly<Record<string, Schema>>): Schema {
  const properties = Object.entries(members).map(([name, schema]) => ({ name, schema, optional: true }));
  return { kind: "object", properties, additional: true, place };
}

function compared(
  sent: Json,
  got: Json,
  schema = objectOf({ text, count, list, nested, password: text, constructor: text }),
) {
  const schemas = new Map<string, Schema>();
  return compare({ sent: { value: sent, schema, schemas }, got: { value: got, schema, schemas } });
}

describe("What comes back is what was sent", () => {
  test.each<readonly [Json, Json]>([
    [{ text: "a" }, { text: "a", more: 1 }],
    [{ text: " Ada@Example.COM " }, { text: "ada@example.com" }],
    [{ text: "2026-01-01T00:00:00.123Z" }, { text: "2026-01-01T01:00:00+01:00" }],
    [{ text: "https://example.com" }, { text: "https://example.com/" }],
    [{ count: 1.1 }, { count: 1.100_000_01 }],
    [{ list: ["a", "b", "a"] }, { list: ["b", "a"] }],
    [{ nested: { text: "a" } }, { nested: { text: "a", count: 0 } }],
    [{ text: "" }, {}],
    [{ text: null }, { text: "made by the server" }],
    [{ password: "p" }, { password: "***" }],
    [{ unknown: 1 }, { unknown: 2 }],
    [{ constructor: "" }, {}],
    ["no object", {}],
  ])("%j → %j", (sent, got) => {
    expect(compared(sent, got).other).toEqual([]);
  });
});

describe("What comes back is not what was sent", () => {
  test.each<readonly [Json, Json, string]>([
    [{ text: "a" }, { text: "b" }, "/text"],
    [{ text: "a" }, {}, "/text"],
    [{ count: 1 }, { count: 2 }, "/count"],
    [{ count: 7 }, { count: null }, "/count"],
    [{ list: ["a", "b"] }, { list: ["a"] }, "/list"],
    [{ nested: { count: 1, text: "a" } }, { nested: { count: 1, text: "b" } }, "/nested/text"],
  ])("%j → %j", (sent, got, pointer) => {
    expect(compared(sent, got).other).toEqual([pointer]);
  });
});

test("What says nothing is no proof that it was kept", () => {
  expect(compared({ text: "", count: 0, list: [] }, { text: "", count: 0, list: [] }).same).toEqual([]);
  expect(compared({ text: "a", count: 1 }, { text: "a", count: 1 }).same).toEqual(["/text", "/count"]);
});

test("Members of another type on the way back are the server's own", () => {
  const [sent, got] = [objectOf({ text }), objectOf({ text: count })];
  const schemas = new Map<string, Schema>();
  const result = compare({
    sent: { value: { text: "a" }, schema: sent, schemas },
    got: { value: { text: 1 }, schema: got, schemas },
  });
  expect(result).toEqual({ same: [], other: [] });
});
