import type { Schema } from "@parlance/contract";
import { expect, test } from "vitest";
import { boundaries } from "./boundaries.js";
import { breakages } from "./breakages.js";
import { memberIn } from "./json-kinds.js";
import { unusuals } from "./unusual.js";

test("a member is an object's own, not its prototype's", () => {
  expect(memberIn({ a: null }, "a")).toBeNull();
  for (const name of ["constructor", "toString", "__proto__"]) expect(memberIn({ a: 1 }, name)).toBeUndefined();
  expect(memberIn(JSON.parse('{ "__proto__": 1, "constructor": 2 }'), "constructor")).toBe(2);
});

test("a member that is left out is not changed, whatever its name", () => {
  const place = { file: "a.yaml", line: 1 };
  const text: Schema = { kind: "scalar", type: "string", maxLength: 9, place };
  const properties = [{ name: "constructor", schema: text, optional: true }];
  const schema: Schema = { kind: "object", properties, additional: true, place };
  expect(boundaries(schema, {}, new Map())).toEqual([]);
  expect(unusuals(schema, {}, new Map())).toEqual([]);
  expect(breakages(schema, {}, new Map()).filter(({ pointer }) => pointer !== "")).toEqual([]);
});
