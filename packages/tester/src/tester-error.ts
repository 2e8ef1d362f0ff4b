/** Why nothing could be tested: the input is unusable. Nothing was sent, or nothing more will be. */
export class TesterError extends Error {
  override readonly name = "TesterError";
  /** Stable: `url-invalid`, `profile-invalid`, `nothing-to-test`, `case-invalid` … Each function names those that it throws. */
  readonly code: string;
  /** What to do about it. */
  readonly help: string;

  constructor(options: {
    readonly code: string;
    readonly message: string;
    readonly help: string;
    readonly cause?: unknown;
  }) {
    super(options.message, { cause: options.cause });
    this.code = options.code;
    this.help = options.help;
  }
}
