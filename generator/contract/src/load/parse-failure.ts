import type { DiagnosticCode } from "../diagnostics/codes.js";

/** Why a text has no tree: thrown by the parsers, caught by the loader, which adds the file. */
export class ParseFailure extends Error {
  override readonly name = "ParseFailure";

  constructor(
    readonly code: Extract<
      DiagnosticCode,
      "syntax-invalid" | "nesting-too-deep" | "expansion-too-large" | "alias-circular"
    >,
    readonly line: number,
    message = "",
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
