import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readCursor, writeCursor } from "./cursor.js";

const position = fc.oneof(fc.nat(), fc.string());

describe("a cursor", () => {
  test("gives back its position to the list that made it", () => {
    fc.assert(
      fc.property(fc.string(), position, (list, at) => {
        expect(readCursor(list, writeCursor(list, at))).toBe(at);
      }),
    );
  });

  test("is refused by any other list", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), position, (list, other, at) => {
        fc.pre(list !== other);
        expect(() => readCursor(other, writeCursor(list, at))).toThrow(
          expect.objectContaining({ code: "invalid_cursor" }),
        );
      }),
    );
  });

  test("that was made up is refused", () => {
    const madeUp = fc.oneof(
      fc.string(),
      fc.json().map((text) => Buffer.from(text).toString("base64url")),
    );
    fc.assert(
      fc.property(madeUp, (cursor) => {
        expect(() => readCursor("list", cursor)).toThrow(expect.objectContaining({ code: "invalid_cursor" }));
      }),
    );
  });
});
