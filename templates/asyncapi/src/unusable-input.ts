import { type Diagnostic, formatDiagnostic } from "@parlance/contract";

/** No SDK can be made of the document or with the parameters. The message has two lines for each thing to mend. */
export class UnusableInput extends Error {
  override readonly name = "UnusableInput";

  constructor(readonly diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(formatDiagnostic).join("\n"));
  }
}

/** An `UnusableInput` for what no file says: a parameter, or what the generator handed over. */
export function unusable(mistake: Pick<Diagnostic, "code" | "message" | "help">): UnusableInput {
  return new UnusableInput([{ ...mistake, severity: "error", place: { file: "asyncapi generator", line: 1 } }]);
}
