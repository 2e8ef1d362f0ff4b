import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { follow, isObject, members, readSpec, root } from "./testing/documents.js";
import { operations, webhooks } from "./testing/operations.js";

/** How many requirements each system has; they are numbered from 1. */
const systems = { RST: 34, PMX: 44, LAT: 44, SMA: 40, SIG: 52 };

const rows = readFileSync(join(root, "..", "docs", "requirements-map.md"), "utf8")
  .split("\n")
  .flatMap((line) => {
    const match = /^\| ([A-Z]{3}-\d\d) \| (.+) \|$/.exec(line);
    return match ? [{ id: match[1] ?? "", where: match[2] ?? "" }] : [];
  });

const asyncapi = readSpec("asyncapi.yaml");
const codes = members(readSpec("errors.yaml").errors).map(([code]) => code);
const events = members(asyncapi.channels).flatMap(([, channel]) =>
  members(isObject(channel) ? channel.messages : undefined).map(([, value]) => {
    const message = follow({ value, file: "asyncapi.yaml" }).value;
    return isObject(message) ? String(message.name) : "";
  }),
);

const known = new Set([
  ...operations.map(({ id }) => id),
  ...webhooks.map(({ path }) => path),
  ...members(asyncapi.operations).map(([id]) => id),
  ...events,
  ...codes,
]);

test("every requirement has a row, in order", () => {
  const expected = Object.entries(systems).flatMap(([system, count]) =>
    Array.from({ length: count }, (_, index) => `${system}-${String(index + 1).padStart(2, "0")}`),
  );
  expect(rows.map(({ id }) => id)).toEqual(expected);
});

test.each(rows)("$id is where the map says", ({ where }) => {
  const names = [...where.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? "");
  expect(names.filter((name) => !known.has(name))).toEqual([]);
  expect(names.length > 0 || where.startsWith("client side") || where.startsWith("later: ")).toBe(true);
});

test("every event is asked for by a requirement, or explained", () => {
  const own = ["token.revoked", "webhook.test"];
  const asked = rows.map(({ where }) => where).join(" ");
  const unasked = webhooks
    .map(({ path }) => path)
    .filter((type) => !own.includes(type) && !asked.includes(`\`${type}\``));
  expect(unasked).toEqual([]);
});
