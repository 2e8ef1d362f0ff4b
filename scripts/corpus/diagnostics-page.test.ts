import { expect, test } from "vitest";

import { diagnosticsPage } from "./diagnostics-page.ts";

test("documents the packs have something to say of are rows, codes in order and counted", () => {
  const page = diagnosticsPage(
    ["python", "go"],
    [
      { document: "a.yaml", codes: { python: ["b", "a", "b"], go: [] } },
      { document: "b.yaml", codes: { python: [], go: [] } },
    ],
  );
  expect(page).toContain("| document | python | go |\n|---|---|---|\n| a.yaml | a × 1, b × 2 |  |\n");
  expect(page).toContain("nothing of the other 1 documents");
});
