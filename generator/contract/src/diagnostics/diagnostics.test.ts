import { describe, expect, it } from "vitest";

import { Diagnostics } from "./diagnostics.js";
import { formatDiagnostic } from "./format-diagnostic.js";

const at = (file: string, line: number) => ({ file, line });

describe("Diagnostics", () => {
  it("are sorted by file and line and said once", () => {
    const diagnostics = new Diagnostics(false);
    diagnostics.report("ref-unresolved", at("b.yaml", 2), { ref: "#/x" });
    diagnostics.report("ref-unresolved", at("b.yaml", 10), { ref: "#/x" });
    diagnostics.report("ref-unresolved", at("b.yaml", 2), { ref: "#/x" });
    diagnostics.report("file-empty", at("a.yaml", 1), { file: "a.yaml" });
    expect(diagnostics.sorted().map(({ place }) => [place.file, place.line])).toEqual([
      ["a.yaml", 1],
      ["b.yaml", 2],
      ["b.yaml", 10],
    ]);
  });

  it("raise warnings to errors when strict", () => {
    const reports = (strict: boolean) => {
      const diagnostics = new Diagnostics(strict);
      diagnostics.report("schema-invalid", at("a", 1), {});
      diagnostics.report("xml-dropped", at("a", 2), {});
      return [diagnostics.hasErrors, diagnostics.sorted().map(({ severity }) => severity)];
    };
    expect(reports(false)).toEqual([false, ["warning", "info"]]);
    expect(reports(true)).toEqual([true, ["error", "info"]]);
  });

  it("are formatted with file, line, severity, code, message and help", () => {
    const diagnostics = new Diagnostics(false);
    diagnostics.report("ref-unresolved", at("a.yaml", 3), { ref: "#/$&" });
    expect(diagnostics.sorted().map(formatDiagnostic)).toEqual([
      "a.yaml:3: error ref-unresolved: `$ref` #/$& points at nothing.\n  Correct the reference, or add what it names.",
    ]);
  });
});
