import { expect, test } from "vitest";
import { spell } from "./spell.js";

const rules = { letterCase: "camel", reserved: new Set(["delete", "class"]) } as const;

test("spell changes the letter case", () => {
  expect(spell("If-Match", rules)).toBe("ifMatch");
});

test("spell puts an underscore behind a reserved word", () => {
  expect(spell("Delete", rules)).toBe("delete_");
  expect(spell("delete-all", rules)).toBe("deleteAll");
});

test("spell puts an underscore before a leading digit", () => {
  expect(spell("2fa", rules)).toBe("_2fa");
});
