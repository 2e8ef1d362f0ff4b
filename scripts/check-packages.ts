import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { run } from "./lib/run.ts";
import { published, type Workspace } from "./lib/workspaces.ts";
import { isGenerated } from "./lib/generated.ts";
import { missingParts } from "./packages/missing-parts.ts";
import { pack } from "./packages/pack.ts";

/** Packs one package and lets publint and are-the-types-wrong judge the tarball. */
async function problems(workspace: Workspace, folder: string): Promise<string[]> {
  const { tarball, files } = await pack(workspace, folder);
  const missing = missingParts({ manifest: { ...workspace.manifest }, files, generated: isGenerated(workspace) });
  const judges: [string, string[]][] = [["publint", ["--strict", tarball]]];
  if (workspace.manifest.exports) judges.push(["attw", ["--profile", "esm-only", "--no-color", "--no-emoji", tarball]]);
  const results = await Promise.all(judges.map(([command, args]) => run(command, args, { quiet: true })));
  return [...missing, ...results.filter(({ code }) => code !== 0).map(({ output }) => output.trim())];
}

const folder = mkdtempSync(join(tmpdir(), "parlance-packages-"));
try {
  for (const workspace of published()) {
    const found = await problems(workspace, folder);
    console.log(`${found.length === 0 ? "ok  " : "FAIL"} ${workspace.name}`);
    for (const problem of found) console.log(problem.replaceAll(/^/gm, "     "));
    if (found.length > 0) process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
