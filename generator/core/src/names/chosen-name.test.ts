import { expect, test } from "vitest";
import { chosenName } from "./chosen-name.js";

test("chosenName prefers x-parlance-name", () => {
  expect(chosenName("user", { "x-parlance-name": "account" })).toBe("account");
});

test("chosenName keeps the document's name without a usable x-parlance-name", () => {
  expect(chosenName("user", undefined)).toBe("user");
  expect(chosenName("user", { "x-parlance-name": " " })).toBe("user");
  expect(chosenName("user", { "x-parlance-name": 7 })).toBe("user");
});
