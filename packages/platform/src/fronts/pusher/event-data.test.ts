import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Json } from "../../json/json.js";
import { textOf, valueOf } from "./event-data.js";

/** What `pusher-js` makes of `data`. */
function asClientReads(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

describe("a text as a value", () => {
  test.each<[string, Json]>([
    ['{"a": 1}', { a: 1 }],
    ["[1,2]", [1, 2]],
    ["42", 42],
    ["null", null],
    ['"hello"', "hello"],
    ["hello", "hello"],
    ["", ""],
    ["{broken", "{broken"],
  ])("%s", (text, value) => {
    expect(valueOf(text)).toEqual(value);
  });

  test("stays a text where JSON would change it", () => {
    for (const text of ['{"id":12345678901234567890}', '{"a":1,"a":2}', '{"__proto__":{}}', "[".repeat(100)]) {
      expect(valueOf(text)).toBe(text);
      expect(textOf(text)).toBe(text);
    }
  });
});

test("every value reaches Pusher's clients as it is", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      expect(asClientReads(textOf(value as Json))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test("every text reads the same before and after", () => {
  const texts = fc.oneof(fc.string(), fc.json(), fc.constantFrom("42", '"42"', '"\\"42\\""', " 1 ", "true"));
  fc.assert(
    fc.property(texts, (text) => {
      expect(asClientReads(textOf(valueOf(text)))).toEqual(asClientReads(text));
    }),
  );
});
