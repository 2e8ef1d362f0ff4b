// GitHub's document (13 MB, 1223 operations) in all three languages against hey-api's TypeScript alone in the same run, with other
// generators beside them, and how long Python takes to import the result; the bars are in issues 2 and 4.
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { holds, printVerdicts } from "../verdict.ts";
import { measureGeneration } from "./generation.ts";
import { measureImportTime } from "./import-time.ts";
import { measurePeers } from "./measure-peers.ts";

const document = createRequire(import.meta.url).resolve("@octokit/openapi/generated/api.github.com.json");
const { values } = parseArgs({ options: { quick: { type: "boolean", default: false } } });
const folder = mkdtempSync(join(tmpdir(), "parlance-bench-"));

try {
  const { heyApi, sdks, verdicts } = await measureGeneration({ document, folder, rounds: values.quick ? 1 : 3 });
  if (!values.quick) await measurePeers({ document, folder, heyApi });
  const all = [...verdicts, ...(await measureImportTime(join(sdks, "python/src")))];
  printVerdicts(all);
  if (!all.every(holds)) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
