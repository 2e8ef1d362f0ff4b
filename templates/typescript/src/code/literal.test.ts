import { expect, test } from "vitest";
import { literal, propertyKey, Raw } from "./literal.js";

test("literal writes JSON on one line while it fits", () => {
  expect(literal({ a: [1, "b", null, true], "c-d": {}, e: [] })).toBe(`{ a: [1, "b", null, true], "c-d": {}, e: [] }`);
});

test("literal writes one member a line when it does not fit, and only there", () => {
  const long = "x".repeat(100);
  expect(literal({ short: { a: 1 }, long: [long, { b: 2 }] })).toBe(
    `{\n  short: { a: 1 },\n  long: [\n    "${long}",\n    { b: 2 },\n  ],\n}`,
  );
});

test("literal counts what stands before it on the line", () => {
  expect(literal([1, 2], 113)).toBe("[1, 2]");
  expect(literal([1, 2], 116)).toBe("[\n  1,\n  2,\n]");
});

test("literal writes names as they are", () => {
  expect(literal({ items: new Raw("Pet") })).toBe("{ items: Pet }");
});

test("literal keeps text that would end a string or a line", () => {
  expect(literal(`a"b\n\u2028`)).toBe(`"a\\"b\\n\u2028"`);
});

test("propertyKey quotes what is no identifier, and keeps __proto__ from setting the prototype", () => {
  expect(["name", "größe", "a-b", "1", ""].map(propertyKey)).toEqual(["name", "größe", `"a-b"`, `"1"`, `""`]);
  expect(propertyKey("__proto__")).toBe(`["__proto__"]`);
});
