import type { Diagnostic } from "@parlance/contract";
import type { PrintedFile } from "../language/printed.js";
import type { Change } from "./change.js";
import type { FileDigest, Recipe } from "./manifest.js";

/** One output folder and what it shall hold. */
export interface Output {
  /** Absolute path with `/` separators. */
  readonly folder: string;
  readonly files: readonly PrintedFile[];
  readonly recipe: Recipe;
  /** What was read, for the manifest. */
  readonly inputs: readonly FileDigest[];
}

/** What was, or would be, done to one output folder, its manifest included. */
export interface OutputChanges {
  readonly language: string;
  readonly folder: string;
  readonly changes: readonly Change[];
}

/** With an error among the diagnostics nothing was written, in any folder. */
export interface Written {
  readonly outputs: readonly OutputChanges[];
  readonly diagnostics: readonly Diagnostic[];
}
