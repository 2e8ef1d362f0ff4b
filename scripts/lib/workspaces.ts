import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { root } from "./root.ts";

/** The members of a package.json that the scripts read. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly workspaces?: readonly string[];
}

/** One npm workspace: `folder` is relative to the repository, with forward slashes. */
export interface Workspace {
  readonly name: string;
  readonly folder: string;
  readonly manifest: Manifest;
}

/** Reads a package.json. */
export function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")) as Manifest;
}

/** Every workspace of the repository, ordered by folder. */
export function workspaces(): Workspace[] {
  const patterns = readManifest(".").workspaces ?? [];
  return globSync(
    patterns.map((pattern) => `${pattern}/package.json`),
    { cwd: root },
  )
    .map((file) => file.replaceAll("\\", "/").replace(/\/package\.json$/, ""))
    .sort()
    .map((folder) => {
      const manifest = readManifest(folder);
      return { name: manifest.name, folder, manifest };
    });
}

/** The workspaces that are published to npm. */
export function published(): Workspace[] {
  return workspaces().filter((workspace) => workspace.manifest.private !== true);
}
