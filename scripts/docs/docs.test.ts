import { expect, test } from "vitest";

import { links } from "./links.ts";
import { snippets } from "./snippets.ts";

test("snippets are the TypeScript blocks, with the line where their code begins", () => {
  const page = "# Title\n\n```ts\nconst a = 1;\n```\n\n```sh\nls\n```\n\n```typescript\nconst b = 2;\n```\n";
  expect(snippets(page)).toEqual([
    { line: 4, code: "const a = 1;\n" },
    { line: 12, code: "const b = 2;\n" },
  ]);
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
