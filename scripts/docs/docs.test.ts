import { expect, test } from "vitest";

import { links } from "./links.ts";
import { program } from "./program.ts";

test("a page's program is its TypeScript blocks, each line where it stands on the page", () => {
  const page = "# Title\n```ts\nconst a = 1;\n```\n```sh\nls\n```\n```typescript\na;\n```";
  expect(program(page)).toBe("\n\nconst a = 1;\n\n\n\n\n\na;\n");
});

test("a page without TypeScript has no program", () => {
  expect(program("# Title\n```sh\nls\n```\n")).toBeUndefined();
});

test("links are resolved from the page's own folder, without their anchor", () => {
  expect(links("docs/tour.md", "[a](glossary.md#page) and [b](../README.md)")).toEqual([
    "docs/glossary.md",
    "README.md",
  ]);
});

test("addresses, anchors and code are no links to files", () => {
  expect(links("a.md", "[a](https://x.test) [b](#there) `[c](d.md)`\n```\n[e](f.md)\n```\n")).toEqual([]);
});
