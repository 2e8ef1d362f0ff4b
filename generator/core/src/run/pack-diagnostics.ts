import type { Contract, Diagnostic } from "@parlance/contract";
import { distinctDiagnostics } from "./distinct-diagnostics.js";
import { printOptions } from "./print-options.js";
import { raiseWarnings } from "./raise-warnings.js";
import type { Target } from "./run-options.js";

/**
 * What the languages say of a Contract, each thing once: what `run` says of it beside the reader. Nothing is written. `strict`
 * takes warnings for errors.
 */
export async function packDiagnostics(
  contract: Contract,
  targets: readonly Pick<Target, "load" | "options">[],
  { strict }: { readonly strict: boolean },
): Promise<readonly Diagnostic[]> {
  const printed = await Promise.all(
    targets.map(async ({ load, options }) => (await load()).print(contract, printOptions(options, contract))),
  );
  const all = distinctDiagnostics(printed.flatMap(({ diagnostics }) => diagnostics));
  return strict ? raiseWarnings(all) : all;
}
