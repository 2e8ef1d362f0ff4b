import type { Diagnostic } from "@parlance/contract";

/** One file of an SDK, not yet on disk. */
export interface PrintedFile {
  /** Path below the output folder, with `/` separators, never absolute and without `..`. */
  readonly path: string;
  /** The whole text, `\n` line ends, with a final one. Written as UTF-8. */
  readonly text: string;
}

/** What a language pack makes of a Contract. Nothing is written if a diagnostic is an error. */
export interface Printed {
  readonly files: readonly PrintedFile[];
  readonly diagnostics: readonly Diagnostic[];
}
