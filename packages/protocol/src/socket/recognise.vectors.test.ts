import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { recognise } from "./recognise.js";
import type { MessageRule } from "./socket-descriptor.js";

interface Case {
  readonly name: string;
  readonly rules: readonly MessageRule[];
  readonly data: { readonly text: string } | { readonly bytes: string };
  /** The rule's name; null: none holds. */
  readonly is: string | null;
}

const file = new URL("../../../../specs/vectors/socket-messages.json", import.meta.url);
const { messages } = JSON.parse(readFileSync(file, "utf8")) as { readonly messages: readonly Case[] };

test.each(messages)("$name: $is", ({ rules, data, is }) => {
  const { name, known } = recognise(
    rules,
    "text" in data ? data.text : Uint8Array.from(Buffer.from(data.bytes, "hex")),
  );
  expect([name, known]).toEqual(is === null ? ["unknown", false] : [is, true]);
});

test("the payload is the JSON, or what came", () => {
  expect(recognise([], `{"a":1}`).payload).toEqual({ a: 1 });
  expect(recognise([], "{").payload).toBe("{");
  expect(recognise([{ name: "t", codec: "text" }], "7").payload).toBe("7");
});
