import { dirname, resolve } from "node:path";
import { type FileSystem, ignoreSystemErrors } from "./file-system.js";

/** Makes a folder with those above it; returns the ones that were not there before, outermost first. */
export async function makeFolder(folder: string, fs: FileSystem): Promise<readonly string[]> {
  const outermost = await fs.mkdir(folder, { recursive: true });
  const made: string[] = [];
  for (let each = resolve(folder); outermost !== undefined && each.length >= outermost.length; each = dirname(each)) {
    made.unshift(each);
  }
  return made;
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
