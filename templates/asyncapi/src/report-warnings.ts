import { type Diagnostic, formatDiagnostic } from "@parlance/contract";

/** Warnings that are printed before the others are only counted, as many as `parlance generate` prints. */
const shown = 20;

/** Prints the warnings among the diagnostics to stderr. */
export function reportWarnings(diagnostics: readonly Diagnostic[]): void {
  const warnings = diagnostics.filter(({ severity }) => severity === "warning");
  for (const warning of warnings.slice(0, shown)) console.warn(formatDiagnostic(warning));
  if (warnings.length > shown) console.warn(`… and ${warnings.length - shown} more; parlance lint shows all.`);
}
