import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { sha256, textDigest } from "./digest.js";
import { nodeFileSystem as fs, systemCode } from "./file-system.js";
import { type FileDigest, type Manifest, manifestName, parseManifest, type Recipe } from "./manifest.js";

/** What is known before anything is parsed. */
export interface UpToDateOptions {
  readonly folder: string;
  readonly recipe: Recipe;
  /** The folder that the manifest's inputs are relative to. */
  readonly base: string;
  /** When the generator's own code was last changed, in milliseconds since 1970: an older output is made anew. */
  readonly generatorTime: number;
}

/**
 * The manifest of an output folder that a run would leave as it is: same generator, same options, same bytes in every
 * input and every output. Undefined if a run is needed, or whenever there is a doubt.
 *
 * Reads and hashes, parses nothing: a tenth of a second for a document of 13 MB, against five for a run.
 */
export async function upToDate({
  folder,
  recipe,
  base,
  generatorTime,
}: UpToDateOptions): Promise<Manifest | undefined> {
  try {
    const file = join(folder, manifestName);
    const manifest = parseManifest(await fs.readFile(file, "utf8"));
    if (manifest === undefined || (await fs.lstat(file)).mtimeMs < generatorTime) {
      return undefined;
    }
    const { generator, language, options, documents } = manifest;
    const fresh =
      isDeepStrictEqual({ generator, language, options, documents }, recipe) &&
      (await intact(base, manifest.inputs, sha256)) &&
      (await intact(folder, manifest.files, (bytes) => textDigest(bytes.toString("utf8"))));
    return fresh ? manifest : undefined;
  } catch (error) {
    if (systemCode(error) === undefined) {
      throw error;
    }
    return undefined;
  }
}

async function intact(
  folder: string,
  files: readonly FileDigest[],
  digest: (bytes: Buffer) => string,
): Promise<boolean> {
  for (const { path, sha256: expected } of files) {
    if (digest(await fs.readFile(join(folder, path))) !== expected) {
      return false;
    }
  }
  return true;
}
