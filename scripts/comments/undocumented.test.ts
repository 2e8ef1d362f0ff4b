import { expect, test } from "vitest";

import { undocumented } from "./undocumented.ts";

function names(source: string): string[] {
  return undocumented("a.ts", source).map(({ line, name }) => `${line} ${name}`);
}

test("an exported declaration without a doc comment is found with its line", () => {
  expect(names("\nexport function open(): void {}\nexport const limit = 1;\nexport type Id = string;")).toEqual([
    "2 open",
    "3 limit",
    "4 Id",
  ]);
});

test("a doc comment right before it suffices", () => {
  expect(names("/** Opens it. */\nexport function open(): void {}")).toEqual([]);
});

test("a plain comment, or a doc comment of something else, does not", () => {
  expect(names("// Opens it.\nexport function open(): void {}")).toEqual(["2 open"]);
  expect(names("/** The file. */\nimport 'x';\nexport function open(): void {}")).toEqual(["3 open"]);
});

test("overloads share the comment of the first signature", () => {
  const source = "/** Opens it. */\nexport function open(a: string): void;\nexport function open(a: unknown): void {}";
  expect(names(source)).toEqual([]);
});

test("what is not exported, and what is exported again, needs none", () => {
  expect(names(`const a = 1;\nexport { b } from "./b.js";\nexport { a };`)).toEqual([]);
});
