import { type Diagnostic, formatDiagnostic } from "@parlance/contract";

/** Warnings, and infos, that are printed before the others are only counted, as many as `parlance generate` prints. */
const shown = 20;

/** Prints the warnings and infos among the diagnostics to stderr. */
export function reportDiagnostics(diagnostics: readonly Diagnostic[]): void {
  for (const wanted of ["warning", "info"] as const) {
    const found = diagnostics.filter(({ severity }) => severity === wanted);
    for (const each of found.slice(0, shown)) console.warn(formatDiagnostic(each));
    if (found.length > shown) console.warn(`… and ${found.length - shown} more of ${wanted}; parlance lint shows all.`);
  }
}
