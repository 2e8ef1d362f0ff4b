import type { Recipe } from "../write/manifest.js";
import { namedDocuments } from "./inputs.js";
import type { RunOptions, Target } from "./run-options.js";

/** What decides the output of a target before anything is read. */
export function recipeOf(target: Target, { documents, generator, perspective, strict }: RunOptions): Recipe {
  const given = Object.entries(target.options).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return {
    generator: generator.version,
    language: target.language,
    options: Object.fromEntries([
      ...given.toSorted(([a], [b]) => (a < b ? -1 : 1)),
      ...(perspective === undefined ? [] : [["perspective", perspective]]),
      ...(strict === true ? [["strict", true]] : []),
    ]),
    documents: namedDocuments(documents),
  };
}
