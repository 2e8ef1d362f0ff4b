import { readFileSync } from "node:fs";
import { join } from "node:path";

import { undocumented } from "./comments/undocumented.ts";
import { root } from "./lib/root.ts";
import { sourceFiles } from "./lib/source-files.ts";
import { published } from "./lib/workspaces.ts";

const folders = published().map((workspace) => `${workspace.folder}/src`);
const files = sourceFiles([...folders, "scripts"]).filter((path) => !/\.(test|gen|config)\.ts$/.test(path));

let count = 0;
for (const path of files) {
  for (const { line, name } of undocumented(path, readFileSync(join(root, path), "utf8"))) {
    console.error(`${path}:${line} ${name} is exported without a doc comment`);
    count += 1;
  }
}
console.log(`${files.length} files, ${count} exports without a doc comment`);
process.exitCode = count > 0 ? 1 : 0;
