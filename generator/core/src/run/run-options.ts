import type { Contract, Diagnostic, Perspective } from "@parlance/contract";
import type { LanguagePack } from "../language/language-pack.js";
import type { PrintOptions } from "../language/print-options.js";
import type { FileDigest } from "../write/manifest.js";

/** What reading the documents gives: the answer of `readContract`. */
export interface ReadResult {
  /** Absent if the documents are unusable. */
  readonly contract?: Contract;
  readonly diagnostics: readonly Diagnostic[];
  /** Every file that was read, relative to the working folder or absolute. */
  readonly files: readonly FileDigest[];
}

/** One SDK to make. */
export interface Target {
  readonly language: string;
  /** Brings the language pack in. Called only when something has to be printed: packs are heavy. */
  load(): Promise<LanguagePack>;
  /** Output folder, relative to the working folder or absolute, with `/` separators. */
  readonly folder: string;
  /** The user's decisions. What is absent follows from the Contract, see `printOptions`. */
  readonly options: Partial<PrintOptions>;
}

/** One run of the generator. */
export interface RunOptions {
  /** At least one. */
  readonly targets: readonly Target[];
  /** The documents the user named, relative to the working folder or absolute; at least one. */
  readonly documents: { readonly openapi: readonly string[]; readonly asyncapi: readonly string[] };
  /** Reads them. Called only when the output is not up to date. */
  read(): Promise<ReadResult>;
  /** Version of the generator, and when its code was last changed, in milliseconds since 1970. */
  readonly generator: { readonly version: string; readonly time: number };
  /** What `read` takes documents for that do not say it: another one is another output. */
  readonly perspective?: Perspective;
  /** Compares instead of writing; never takes the short cut for an unchanged input. Default: false. */
  readonly check?: boolean;
  /** Replaces generated files even if they were edited. Default: false. */
  readonly force?: boolean;
  /** Warnings are errors. Default: false. */
  readonly strict?: boolean;
}
