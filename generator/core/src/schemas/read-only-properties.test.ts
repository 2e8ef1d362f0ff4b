import { expect, test } from "vitest";
import { object, place, ref, text } from "../testing/contracts.js";
import { readOnlyProperties } from "./read-only-properties.js";

const id = { ...text, readOnly: true } as const;

test("required read-only properties are told of an object and of those it is made of", () => {
  const base = { schema: object({ id, name: text }) };
  const whole = { kind: "intersection", members: [ref("base"), object({ etag: id })], place } as const;
  expect(readOnlyProperties(whole, new Map([["base", base]]))).toEqual(["id", "etag"]);
});

test("objects with further typed properties tell none", () => {
  expect(readOnlyProperties({ ...object({ id }), additional: text }, new Map())).toEqual([]);
});
