import { join } from "node:path";

import { root } from "../lib/root.ts";
import { need } from "../lib/run.ts";
import type { Workspace } from "../lib/workspaces.ts";

/** What `npm pack` says about a tarball. */
export interface Packed {
  /** The tarball's absolute path. */
  readonly tarball: string;
  /** Paths inside of the package. */
  readonly files: readonly string[];
}

/** Packs one workspace exactly as `npm publish` would, into the given folder. */
export async function pack(workspace: Workspace, destination: string): Promise<Packed> {
  const args = ["pack", "--json", "--ignore-scripts", "--pack-destination", destination];
  const output = await need("npm", args, { cwd: join(root, workspace.folder), quiet: true });
  const [entry] = JSON.parse(output.slice(output.indexOf("["))) as { filename: string; files: { path: string }[] }[];
  if (!entry) throw new Error(`npm pack made nothing of ${workspace.name}: ${output}`);
  return { tarball: join(destination, entry.filename), files: entry.files.map((file) => file.path) };
}
