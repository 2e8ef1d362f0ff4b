import { globSync } from "node:fs";

import { root } from "./root.ts";

const ignored = new Set(["node_modules", "dist", "fixtures", ".parlance", ".turbo"]);

/** The TypeScript files below the given folders, relative to the repository with forward slashes, in order. */
export function sourceFiles(folders: readonly string[]): string[] {
  return globSync(
    folders.map((folder) => `${folder}/**/*.ts`),
    { cwd: root, exclude: (path) => path.split(/[\\/]/).some((part) => ignored.has(part)) },
  )
    .map((path) => path.replaceAll("\\", "/"))
    .sort();
}
