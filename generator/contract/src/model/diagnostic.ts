import type { Place } from "./place.js";

/** `error`: no SDK can be made. `warning`: something was dropped or changed. `info`: something was inferred. */
export type Severity = "error" | "warning" | "info";

/**
 * One thing that is wrong with, or was changed in, the documents.
 *
 * Codes are stable and listed in one table (`diagnostics/codes.ts`); each has a paragraph in `docs/diagnostics.md`.
 */
export interface Diagnostic {
  /** Stable kebab-case code, e.g. `ref-unresolved`. */
  readonly code: string;
  readonly severity: Severity;
  /** What is wrong, in one sentence that names the offending thing. */
  readonly message: string;
  /** What the author can do about it. */
  readonly help: string;
  readonly place: Place;
}
