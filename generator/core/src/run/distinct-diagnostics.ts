import type { Diagnostic } from "@parlance/contract";

/** Each diagnostic once: several languages often say the same of one place. */
export function distinctDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const keyOf = ({ code, severity, message, place }: Diagnostic): string =>
    JSON.stringify([code, severity, message, place.file, place.line]);
  return [...new Map(diagnostics.toReversed().map((each) => [keyOf(each), each])).values()].toReversed();
}
