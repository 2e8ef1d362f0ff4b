import { describe, expect, it } from "vitest";

import { codes } from "./codes.js";
import { diagnosticsPage } from "../testing/diagnostics-page.js";

describe("codes", () => {
  it("have a paragraph each in docs/diagnostics.md (update it with `vitest run -u`)", async () => {
    await expect(diagnosticsPage()).toMatchFileSnapshot("../../../../docs/diagnostics.md");
  });

  it("are kebab-case, with a sentence and a remedy", () => {
    for (const [code, { message, help }] of Object.entries(codes)) {
      expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect([message, help]).toEqual([expect.stringMatching(/\.$/), expect.stringMatching(/\.$/)]);
    }
  });
});
