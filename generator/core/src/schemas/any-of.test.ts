import { expect, test } from "vitest";
import { object, ref, text } from "../testing/contracts.js";
import { anyOf } from "./any-of.js";

test("no schema is none, and schemas that are alike are one", () => {
  const elsewhere = { ...text, place: { file: "b.yaml", line: 9 }, docs: { description: "A text" } };
  expect(anyOf([])).toBeUndefined();
  expect(anyOf([text, elsewhere])).toBe(text);
});

test("different schemas are a union in their order", () => {
  expect(anyOf([ref("a"), object({}), ref("a")])).toMatchObject({
    kind: "union",
    rule: "any",
    members: [{ schema: ref("a") }, { schema: object({}) }],
  });
});
