import { describe, expect, test } from "vitest";
import { forgedLike, strangerLike } from "./likenesses.js";

describe("An id that nobody issued", () => {
  test.each(["7", "123456789", "n_0a1b2c3d4e5f", "0b8f2a52-6c1e-4b7d-9a3e-2f4c5d6e7f80", "stand-up", 7])(
    "has the shape of %s and is another",
    (id) => {
      const stranger = strangerLike(id);
      expect(stranger).not.toEqual(id);
      expect(typeof stranger).toBe(typeof id);
      if (typeof id === "string" && id.length > 5) expect(stranger).toHaveLength(id.length);
    },
  );

  test("keeps a hexadecimal id hexadecimal", () => {
    expect(strangerLike("0a1b2c3d4e5f")).toMatch(/^[0-9a-f]{12}$/u);
  });

  test.each([undefined, "", null])("is not made of %s", (id) => {
    expect(strangerLike(id)).toBeUndefined();
  });
});

test("A forged cursor is made only of one that is more than a number or a word", () => {
  expect(forgedLike("YWZ0ZXI6bl8x")).not.toBe("YWZ0ZXI6bl8x");
  expect(forgedLike("42")).toBeUndefined();
  expect(forgedLike(undefined)).toBeUndefined();
});
