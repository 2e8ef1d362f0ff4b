import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { entryPoints } from "./api/entry-points.ts";
import { extract, reportFolder } from "./api/extract.ts";
import { isGenerated } from "./lib/generated.ts";
import { root } from "./lib/root.ts";
import { published } from "./lib/workspaces.ts";

const { values } = parseArgs({ options: { write: { type: "boolean", default: false } } });
mkdirSync(reportFolder, { recursive: true });
mkdirSync(join(root, ".parlance/api"), { recursive: true });

const expected = new Set<string>();
const stale: string[] = [];
// A generated package needs no snapshot: its source is committed, and `check generated` compares it.
for (const workspace of published().filter((each) => !isGenerated(each))) {
  for (const entry of entryPoints(workspace)) {
    expected.add(entry.report);
    if (!existsSync(join(root, entry.declarations))) {
      console.log(`FAIL ${entry.specifier}: ${entry.declarations} does not exist. Build first: npm run build`);
      process.exitCode = 1;
      continue;
    }
    const { changed, problems } = extract(workspace, entry, values.write);
    for (const problem of problems) console.log(`FAIL ${entry.specifier} ${problem}`);
    if (problems.length > 0) process.exitCode = 1;
    if (changed) stale.push(entry.report);
  }
}
for (const report of readdirSync(reportFolder).filter((file) => file.endsWith(".api.md") && !expected.has(file))) {
  stale.push(report);
  if (values.write) rmSync(join(reportFolder, report));
}

if (stale.length > 0) {
  console.log(`${values.write ? "written" : "differs from the snapshot"}: ${stale.join(", ")}`);
  if (!values.write) {
    console.log("The public API changed. If that is meant: npm run api, commit docs/api, and add a changeset.");
    process.exitCode = 1;
  }
}
