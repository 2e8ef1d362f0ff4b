import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeUtf8, parseJson } from "./parse-json.js";

describe("parseJson", () => {
  test("gives what JSON.parse gives for any JSON value", () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false, maxDepth: 6 }), (value) => {
        const text = JSON.stringify(value);
        if (text.includes('"__proto__"') || !text.isWellFormed() || /\\ud[89a-f]/u.test(text)) return;
        const huge = JSON.stringify(value, (_, part: unknown) =>
          typeof part === "number" && Math.abs(part) >= 2 ** 53 ? 0 : part,
        );
        expect(parseJson(huge)).toEqual(JSON.parse(huge));
      }),
    );
  });

  test.each([
    ["broken", "{", /not JSON/],
    ["empty", "", /not JSON/],
    ["an integer beyond 2^53", '{"n":9007199254740993}', /beyond 2\^53/],
    ["2^53 itself, which 2^53 + 1 would become", "9007199254740992", /beyond 2\^53/],
    ["a number beyond a double", "1e400", /too large/],
    ["a duplicate member", '{"a":1,"a":2}', /occurs twice/],
    ["a duplicate member in disguise", '{"a":1,"\\u0061":2}', /occurs twice/],
    ["__proto__", '{"__proto__":{"admin":true}}', /__proto__/],
    ["__proto__ in disguise", '{"\\u005f_proto__":1}', /__proto__/],
    ["half a surrogate pair", '["\\ud800"]', /surrogate/],
    ["deep nesting", "[".repeat(100_000), /nested more than 64/],
  ])("refuses %s", (_, text, reason) => {
    expect(() => parseJson(text)).toThrow(reason);
  });

  test("keeps brackets, colons and numbers inside texts apart", () => {
    const value = { a: '{"a":[9007199254740993,"\\', b: ["a:", "a"], c: { a: 1 } };
    expect(parseJson(JSON.stringify(value))).toEqual(value);
  });

  test("names no content of the body in its message", () => {
    expect(() => parseJson('{"secret": plsk_abc}')).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining("plsk") }),
    );
  });
});

test("decodeUtf8 refuses overlong, truncated and stray bytes", () => {
  for (const bytes of [[0xc0, 0xaf], [0xe2, 0x82], [0xff], [0xed, 0xa0, 0x80]]) {
    expect(() => decodeUtf8(Uint8Array.from(bytes))).toThrow(/not valid UTF-8/);
  }
});

test.each([
  ["quotes that are all escaped", `"${'\\"'.repeat(500_000)}`],
  ["a backslash at the end", `"${'\\"'.repeat(500_000)}\\`],
])("a text that never ends is refused in linear time: %s", (_, text) => {
  const started = performance.now();
  expect(() => parseJson(text)).toThrow(expect.objectContaining({ code: "invalid_json" }));
  expect(performance.now() - started).toBeLessThan(2000);
});

test.each(["9007199254740993.0", "9007199254740993e0", "-9007199254740993.00"])(
  "an integer beyond 2^53 in another spelling is refused: %s",
  (text) => {
    expect(() => parseJson(text)).toThrow(expect.objectContaining({ code: "invalid_json" }));
  },
);
