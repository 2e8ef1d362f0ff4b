import { readFileSync } from "node:fs";
import { join } from "node:path";

import { readModule } from "./imports/read-module.ts";
import { violations } from "./imports/rules.ts";
import { table } from "./imports/table.ts";
import { root } from "./lib/root.ts";
import { sourceFiles } from "./lib/source-files.ts";

const files = sourceFiles(table.map((rule) => rule.folder));
const modules = files.map((path) => readModule(path, readFileSync(join(root, path), "utf8")));
const found = violations(modules, table);
for (const { place, message } of found) console.error(`${place} ${message}`);
console.log(`${modules.length} files, ${found.length} refused imports`);
process.exitCode = found.length > 0 ? 1 : 0;
