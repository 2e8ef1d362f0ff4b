import type { Contract } from "@parlance/contract";
import type { Printed } from "./printed.js";
import type { PrintOptions } from "./print-options.js";

/**
 * One language that SDKs can be printed in. A pack is a value: it neither reads documents nor writes files.
 *
 * `print` is pure: the same Contract and options give the same files with the same bytes. What the author can mend
 * (names that clash, constructs the language cannot spell) is returned as a diagnostic; only a defect of the pack throws.
 */
export interface LanguagePack {
  /** The name the user types, in lower case, e.g. `typescript`. */
  readonly language: string;
  print(contract: Contract, options: PrintOptions): Promise<Printed>;
}
