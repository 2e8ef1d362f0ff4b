import type { Diagnostic } from "@parlance/contract";
import type { OutputChanges } from "../write/output.js";

/** How a run ended. */
export interface RunResult {
  /**
   * - `unchanged`: the output is as it should be.
   * - `changed`: it is now.
   * - `differs`: a check found changes to make.
   * - `failed`: a diagnostic is an error; the output is as it was.
   */
  readonly status: "unchanged" | "changed" | "differs" | "failed";
  /** Empty if the run failed before anything was compared. */
  readonly outputs: readonly OutputChanges[];
  /** Errors, warnings and notes. Empty when the short cut for an unchanged input was taken: nothing was read. */
  readonly diagnostics: readonly Diagnostic[];
  /** Every file that was read, as absolute paths: those to watch. */
  readonly inputs: readonly string[];
}
