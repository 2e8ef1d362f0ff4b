import type { Schema } from "@parlance/contract";
import { expect, test } from "vitest";
import { unusuals } from "./unusual.js";

const place = { file: "notes.yaml", line: 1, column: 1 };
const text = (more: object = {}): Schema => ({ kind: "scalar", type: "string", place, ...more }) as Schema;
const object = (members: Readonly<Record<string, Schema>>): Schema =>
  ({
    kind: "object",
    place,
    properties: Object.entries(members).map(([name, schema]) => ({ name, schema, optional: true })),
  }) as unknown as Schema;

test("Each text gets control letters, one at a time, within its length", () => {
  const schema = object({ title: text({ maxLength: 3 }), note: text({ minLength: 8 }) });
  expect(unusuals(schema, { title: "a", note: "long enough" }, new Map())).toEqual([
    { pointer: "/title", value: { title: "a\u0000b", note: "long enough" } },
    { pointer: "/note", value: { title: "a", note: "a\u0000b\u001f\u007fxxx" } },
  ]);
});

test("Texts in lists and maps are found too", () => {
  const list = { kind: "list", place, items: text(), prefix: [] } as unknown as Schema;
  const map = { kind: "map", place, values: text() } as unknown as Schema;
  const schema = object({ labels: map, tags: list });
  const found = unusuals(schema, { labels: { "a/b": "c" }, tags: ["d", "e"] }, new Map());
  expect(found.map(({ pointer }) => pointer)).toEqual(["/labels/a~1b", "/tags/0"]);
  expect(found[1]?.value).toEqual({ labels: { "a/b": "c" }, tags: ["a\u0000b\u001f\u007f", "e"] });
});

test("What has a pattern or a format, or is no text, is left alone", () => {
  const schema = object({ mail: text({ format: "email" }), id: text({ pattern: "^a$" }), gone: text() });
  expect(unusuals(schema, { mail: "a@b.example", id: "a" }, new Map())).toEqual([]);
});
