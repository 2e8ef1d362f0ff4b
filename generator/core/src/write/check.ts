import { nodeFileSystem } from "./file-system.js";
import type { Output, OutputChanges, Written } from "./output.js";
import { refuseImpossiblePaths } from "./output-path.js";
import { plan } from "./plan.js";

/**
 * Compares output folders with what they should hold: the changes that `write` would make. Writes nothing, not even a
 * lock. An edited file is a change; a foreign file in the way is an error.
 */
export async function check(outputs: readonly Output[]): Promise<Written> {
  outputs.forEach(({ files }) => refuseImpossiblePaths(files));
  const plans = await Promise.all(
    outputs.map(async (output) => ({ output, ...(await plan({ output, force: true, fs: nodeFileSystem })) })),
  );
  return {
    outputs: plans.map(({ output, changes }): OutputChanges => ({
      language: output.recipe.language,
      folder: output.folder,
      changes,
    })),
    diagnostics: plans.flatMap(({ diagnostics }) => diagnostics),
  };
}
