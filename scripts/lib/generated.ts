import { existsSync } from "node:fs";
import { join } from "node:path";

import { root } from "./root.ts";
import type { Workspace } from "./workspaces.ts";

/** Whether a workspace is the output of `parlance generate`. */
export function isGenerated(workspace: Workspace): boolean {
  return existsSync(join(root, workspace.folder, ".parlance-manifest.json"));
}
