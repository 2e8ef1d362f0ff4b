import { expect, test } from "vitest";
import { parseJson } from "./parse-json.js";

const nested = (levels: number, inner = "") => `${"[".repeat(levels)}${inner}${"]".repeat(levels)}`;

test("what nests too deep is refused, before anything goes through it", () => {
  expect(JSON.stringify(parseJson(nested(500)))).toBe(nested(500));
  expect(() => parseJson(nested(501))).toThrow(SyntaxError);
  expect(() => parseJson('{"a":'.repeat(501) + "1" + "}".repeat(501))).toThrow("deeper than 500 levels");
  expect(() => parseJson("[".repeat(4_000_000))).toThrow(SyntaxError);
});

test("what only looks so is not", () => {
  const text = '\\"[{'.repeat(1000);
  expect(parseJson(JSON.stringify([text, text]))).toEqual([text, text]);
  expect(parseJson(`[${Array(1000).fill("[]").join(",")}]`)).toHaveLength(1000);
});

test("what is no JSON is none", () => {
  for (const text of ["", "[", "no"]) expect(() => parseJson(text)).toThrow(SyntaxError);
});
