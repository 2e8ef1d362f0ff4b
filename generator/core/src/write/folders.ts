import { dirname, resolve } from "node:path";
import { type FileSystem, ignoreSystemErrors, systemCode, unlessMissing } from "./file-system.js";

/**
 * Makes a folder with those above it, all or none; returns the ones that were not there before, outermost first. Step by
 * step, because Node's recursive `mkdir` never comes back where the system refuses with ENOENT, as `/proc` does.
 */
export async function makeFolder(folder: string, fs: FileSystem): Promise<readonly string[]> {
  const missing: string[] = [];
  for (let each = resolve(folder); (await unlessMissing(fs.lstat(each))) === undefined; each = dirname(each)) {
    missing.unshift(each);
  }
  const made: string[] = [];
  try {
    for (const each of missing) {
      if (await makeOne(each, fs)) {
        made.push(each);
      }
    }
  } catch (error) {
    await removeEmpty(made.toReversed(), fs);
    throw error;
  }
  return made;
}

/** False if somebody else has made the folder in the meantime. */
async function makeOne(folder: string, fs: FileSystem): Promise<boolean> {
  try {
    await fs.mkdir(folder);
    return true;
  } catch (error) {
    if (systemCode(error) === "EEXIST") {
      return false;
    }
    throw error;
  }
}

/** Removes the folders that are empty, in the given order; one that is not empty, or gone, stays as it is. */
export async function removeEmpty(folders: Iterable<string>, fs: FileSystem): Promise<void> {
  for (const folder of folders) {
    await ignoreSystemErrors(fs.rmdir(folder));
  }
}

/** The folders between a path and the root it is below, innermost first. */
export function foldersAbove(path: string): readonly string[] {
  const above: string[] = [];
  for (let each = dirname(path); each !== "."; each = dirname(each)) {
    above.push(each);
  }
  return above;
}
