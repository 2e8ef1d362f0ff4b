import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { seal, unseal } from "./seal.js";

const key = randomBytes(32);

test.each(["", "text", "ü".repeat(1000)])("what is sealed comes back: %j", (text) => {
  expect(unseal(key, seal(key, text))).toBe(text);
});

test("nothing of the text is seen, and no two seals are alike", () => {
  const [first, second] = [seal(key, "position"), seal(key, "position")];
  expect(Buffer.from(first, "base64url").toString("latin1")).not.toContain("position");
  expect(first).not.toBe(second);
});

test("another key opens nothing", () => {
  expect(unseal(randomBytes(32), seal(key, "text"))).toBeUndefined();
});

test.each([0, 12, 28, 31])("a change of byte %i is noticed", (at) => {
  const bytes = Buffer.from(seal(key, "text"), "base64url");
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  expect(unseal(key, bytes.toString("base64url"))).toBeUndefined();
});

test.each(["", "x", "not base64!", "A".repeat(37)])("%j is no seal", (text) => {
  expect(unseal(key, text)).toBeUndefined();
});
