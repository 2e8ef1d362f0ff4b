import { expect, test } from "vitest";
import { createValidators } from "../contract/validators.js";
import type { JsonObject } from "../json/json.js";
import { loadContract } from "../load-contract.js";
import { frameCheck } from "./frame-check.js";

const check = frameCheck(createValidators(loadContract().compiled).strict);
const operators = "eq, ne, in, nin, prefix, matches, gt, gte, lt, lte, exists";

const subscribe = (more: JsonObject): JsonObject => ({ type: "subscribe", id: 1, channel: "a", ...more });

test("a frame that fits says nothing", () => {
  expect(check(subscribe({ filter: { "data.text": { prefix: "x" } }, rewind: { count: 1 } }))).toBeUndefined();
});

test.each<[string, JsonObject, string]>([
  [
    "an operator that is none",
    { filter: { "data.text": { like: "x" } } },
    `The frame's /filter/data.text/like is not known here; known: ${operators}.`,
  ],
  [
    "an operator that is none, in a filter of a watch",
    { channel: "watch:tunnels", filter: { tunnels: { not: { name: { like: "x" } } } } },
    `The frame's /filter/tunnels/not/name/like is not known here; known: ${operators}.`,
  ],
  ["an operand that is none", { filter: { a: { in: 7 } } }, "The frame's /filter/a/in must be array, not 7."],
  [
    "a condition that is none",
    { filter: { a: [1] } },
    "The frame's /filter/a must be string, number, boolean, null or object, not array.",
  ],
  ["a number out of bounds", { rewind: { count: -1 } }, "The frame's /rewind/count must be >= 1, not -1."],
  ["a fraction", { rewind: { count: 1.5 } }, "The frame's /rewind/count must be integer, not 1.5."],
  [
    "a choice that is none",
    { policy: "bufer" },
    'The frame\'s /policy must be one of "buffer", "latest", not "bufer".',
  ],
  ["a text in place of a list", { mode: "presence" }, "The frame's /mode must be array, not string."],
  ["a member that is missing", { since: { epoch: "e" } }, "The frame's /since/offset is missing."],
  ["a type that is none", { type: "teleport" }, "The frame's /type must be one of hello, subscribe, "],
])("%s: where, what was found and what is allowed", (_, more, text) => {
  expect(check(subscribe(more))).toContain(text);
});

test("what may be a secret is not repeated", () => {
  const secret = "pk_live_0123456789";
  for (const token of [[secret], { secret }]) expect(check(subscribe({ token }))).not.toContain(secret);
  expect(check({ type: "auth", id: 1, token: `${secret}${"x".repeat(20_000)}` })).not.toContain(secret);
});

test("a long name leaves room for what is wrong with it", () => {
  const text = check(subscribe({ filter: { ["x".repeat(5000)]: { like: 1 } } })) ?? "";
  expect(text.length).toBeLessThan(400);
  expect(text).toContain("is not known here");
});
