import type { PrintedFile } from "../language/printed.js";
import { textDigest } from "./digest.js";
import { type Manifest, manifestName } from "./manifest.js";
import type { Output } from "./output.js";

/** The manifest of an output as one more file to write: same output, same bytes. */
export function manifestFile({ recipe, inputs, files }: Pick<Output, "recipe" | "inputs" | "files">): PrintedFile {
  const manifest: Manifest = {
    manifest: 1,
    generator: recipe.generator,
    language: recipe.language,
    options: recipe.options,
    documents: recipe.documents,
    inputs,
    files: files.map(({ path, text }) => ({ path, sha256: textDigest(text) })),
  };
  return { path: manifestName, text: `${JSON.stringify(manifest, undefined, 2)}\n` };
}
