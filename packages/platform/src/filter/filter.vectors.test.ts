import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Json, JsonObject } from "../json/json.js";
import { matchFilter } from "./match-filter.js";
import { parseFilter } from "./parse-filter.js";

interface Vectors {
  readonly message: JsonObject;
  readonly filters: readonly { readonly filter: JsonObject; readonly selects: boolean }[];
  readonly invalid: readonly { readonly name: string; readonly filter: Json }[];
}

const limits = { depth: 8, bytes: 4096 };
const file = new URL("../../../../specs/vectors/filters.json", import.meta.url);
const { message, filters, invalid } = JSON.parse(readFileSync(file, "utf8")) as Vectors;

test.each(filters)("$filter selects the message: $selects", ({ filter, selects }) => {
  expect(matchFilter(parseFilter(filter, limits), message)).toBe(selects);
});

test.each(invalid)("$name is refused", ({ filter }) => {
  expect(() => parseFilter(filter, limits)).toThrow(expect.objectContaining({ code: "invalid_filter" }));
});
