import type { Diagnostic } from "@parlance/contract";

/** The command cannot begin: an option, a config file or a folder is unusable. Ends with exit code 2. */
export class UnusableInput extends Error {
  override readonly name = "UnusableInput";

  /** `cause` is kept for defects that only look like bad input. */
  constructor(
    readonly diagnostic: Diagnostic,
    options?: ErrorOptions,
  ) {
    super(diagnostic.message, options);
  }
}

/** What the place of a diagnostic says when the mistake is among the options. */
export const commandLine = "command line";

/** An `UnusableInput` at a place; without one, on the command line. */
export function unusable({
  file = commandLine,
  line = 1,
  cause,
  ...rest
}: Pick<Diagnostic, "code" | "message" | "help"> & {
  readonly file?: string | undefined;
  readonly line?: number;
  readonly cause?: unknown;
}): UnusableInput {
  return new UnusableInput({ ...rest, severity: "error", place: { file, line } }, { cause });
}
