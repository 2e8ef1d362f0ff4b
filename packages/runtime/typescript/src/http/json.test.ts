import { expect, test } from "vitest";
import { readJson, writeJson } from "./json.js";

test.each(["9007199254740993", "-9223372036854775808", "18446744073709551615"])("%s stays what it is", (integer) => {
  const text = `{"id":${integer},"list":[${integer},1]}`;
  const value = readJson(text);
  expect(value).toEqual({ id: BigInt(integer), list: [BigInt(integer), 1] });
  expect(writeJson(value)).toBe(text);
});

test("integers that a number holds, fractions and texts are not touched", () => {
  const text = '{"safe":9007199254740991,"fraction":0.1234567890123456,"large":1e300,"text":"12345678901234567890"}';
  expect(readJson(text)).toEqual({
    safe: 9007199254740991,
    fraction: 0.1234567890123456,
    large: 1e300,
    text: "12345678901234567890",
  });
});

test("what JSON cannot hold is refused as ever", () => {
  const circle: Record<string, unknown> = {};
  circle["self"] = circle;
  expect(() => writeJson(circle)).toThrow(TypeError);
  expect(() => readJson("{")).toThrow(SyntaxError);
});
