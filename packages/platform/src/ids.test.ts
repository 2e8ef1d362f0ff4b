import { expect, test } from "vitest";
import { randomId } from "./ids.js";

test("randomId matches the contract's pattern and does not repeat", () => {
  const ids = Array.from({ length: 1000 }, () => randomId("tun"));
  for (const id of ids) expect(id).toMatch(/^tun_[0-9A-Za-z]{16}$/);
  expect(new Set(ids).size).toBe(1000);
});
