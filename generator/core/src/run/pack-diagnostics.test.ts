import type { Diagnostic } from "@parlance/contract";
import { expect, test } from "vitest";
import { contractWith } from "../testing/contracts.js";
import { packDiagnostics } from "./pack-diagnostics.js";

const place = { file: "openapi.yaml", line: 7 };
const warning: Diagnostic = { code: "a", severity: "warning", message: "A.", help: "Mend it.", place };
const note: Diagnostic = { ...warning, code: "b", severity: "info" };

function target(...diagnostics: readonly Diagnostic[]) {
  return { options: {}, load: async () => ({ language: "test", print: async () => ({ files: [], diagnostics }) }) };
}

test("what several languages say of one place is told once", async () => {
  const said = await packDiagnostics(contractWith({}), [target(warning, note), target(note)], { strict: false });
  expect(said).toEqual([warning, note]);
});

test("strict takes warnings for errors, and leaves notes", async () => {
  const said = await packDiagnostics(contractWith({}), [target(warning, note)], { strict: true });
  expect(said.map(({ severity }) => severity)).toEqual(["error", "info"]);
});
