import type { Diagnostic } from "@parlance/contract";

/** The diagnostics of a run that takes warnings for errors. */
export function raiseWarnings(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.map((each) => (each.severity === "warning" ? { ...each, severity: "error" } : each));
}
