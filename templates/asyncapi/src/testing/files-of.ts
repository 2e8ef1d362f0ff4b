import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";

/** Path and text of every file below a folder, by path; without the manifest that only the command keeps. */
export async function filesOf(folder: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const shown = paths.map((path) => relative(folder, path)).filter((path) => path !== ".parlance-manifest.json");
  const texts = shown.toSorted().map(async (path) => [path, await readFile(join(folder, path), "utf8")] as const);
  return Object.fromEntries(await Promise.all(texts));
}
