import { existsSync } from "node:fs";
import { join } from "node:path";

import { defineConfig } from "vitest/config";

import { foreignSuite } from "./checks/foreign-suite.ts";
import { root } from "./lib/root.ts";
import { workspaces } from "./lib/workspaces.ts";

const typescript = workspaces().filter((workspace) => foreignSuite(workspace) === undefined);
const folders = [...typescript.map((workspace) => workspace.folder), "scripts"];

/** Milliseconds. Generous, since a busy machine is no failure; what hangs is still found. */
const testTimeout = 60_000;

/** Every suite of the repository in one run: a folder's own vitest.config.ts where it has one, the defaults elsewhere. */
export default defineConfig({
  root,
  test: {
    projects: folders.map((folder) => {
      const config = join(root, folder, "vitest.config.ts");
      if (existsSync(config)) return config;
      const exclude = ["**/node_modules/**", "**/dist/**"];
      return { root: join(root, folder), test: { name: folder, exclude, testTimeout, hookTimeout: testTimeout } };
    }),
  },
});
