import { resolve } from "node:path";
import { upToDate } from "../write/up-to-date.js";
import { baseFolder } from "./inputs.js";
import { recipeOf } from "./recipe.js";
import type { RunOptions } from "./run-options.js";
import type { RunResult } from "./run-result.js";

/**
 * The result of a run that would change nothing, known from the manifests alone; undefined if it has to be made. A check
 * is always made: it proves what the manifest only claims.
 */
export async function alreadyDone(options: RunOptions): Promise<RunResult | undefined> {
  if (options.check === true) {
    return undefined;
  }
  const base = baseFolder(options.documents);
  const inputs = new Set<string>();
  for (const target of options.targets) {
    const recipe = recipeOf(target, options);
    const manifest = await upToDate({ folder: target.folder, recipe, base, generatorTime: options.generator.time });
    if (manifest === undefined) {
      return undefined;
    }
    manifest.inputs.forEach(({ path }) => inputs.add(resolve(base, path)));
  }
  return {
    status: "unchanged",
    outputs: options.targets.map(({ language, folder }) => ({ language, folder, changes: [] })),
    diagnostics: [],
    inputs: [...inputs],
  };
}
