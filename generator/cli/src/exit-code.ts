/** What the command's exit code says. */
export const exitCode = {
  fine: 0,
  /** The run was made and found something: with `--check`, that the output differs. */
  findings: 1,
  /** The input or the run is unusable; a diagnostic says what to do. */
  unusable: 2,
  /** A defect of parlance. */
  defect: 3,
} as const;

/** One of the exit codes. */
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
