import type { Contract, Diagnostic } from "@parlance/contract";
import type { FileDigest } from "../write/manifest.js";
import type { Output } from "../write/output.js";
import { printOptions } from "./print-options.js";
import { raiseWarnings } from "./raise-warnings.js";
import { recipeOf } from "./recipe.js";
import type { RunOptions, Target } from "./run-options.js";

/** Brings the language pack in, prints the Contract, and says where the files belong. */
export async function printTarget({
  target,
  contract,
  options,
  inputs,
}: {
  readonly target: Target;
  readonly contract: Contract;
  readonly options: RunOptions;
  readonly inputs: readonly FileDigest[];
}): Promise<{ readonly output: Output; readonly diagnostics: readonly Diagnostic[] }> {
  const pack = await target.load();
  const { files, diagnostics } = await pack.print(contract, printOptions(target.options, contract));
  return {
    output: { folder: target.folder, files, recipe: recipeOf(target, options), inputs },
    diagnostics: options.strict === true ? raiseWarnings(diagnostics) : diagnostics,
  };
}
