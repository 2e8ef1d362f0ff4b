import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { median } from "../median.ts";
import type { Verdict } from "../verdict.ts";
import { measure, type Usage } from "./measure.ts";

const runPython = fileURLToPath(new URL("../../scripts/python.ts", import.meta.url));
const runs = 11;
const bars = { github: 0.5, platform: 0.25 };

/**
 * Measures what a Python process takes that imports GitHub's SDK, generated into this folder, and the platform's: user and system
 * CPU, which is the time from start to end of a machine that has nothing else to do. As the packages load their parts when they are
 * first used, a client with a model is measured too.
 *
 * @throws Error when there is no Python, or an import fails.
 */
export async function measureImportTime(folder: string): Promise<readonly Verdict[]> {
  const python = execFileSync(process.execPath, [runPython, "python", "-c", "import sys; print(sys.executable)"], {
    encoding: "utf8",
  }).trim();
  const github = "from github import Github; from github.types import FullRepository; Github()";
  const platform = "from parlance_sdk import Parlance; from parlance_sdk.types import DocumentCreate";
  return [
    await importing("import github", bars.github),
    await importing(github, bars.github),
    await importing("import parlance_sdk", bars.platform),
    await importing(platform, bars.platform),
  ];

  async function importing(statement: string, atMost: number): Promise<Verdict> {
    const program = { command: [python, "-c", statement], env: { PYTHONPATH: folder } } as const;
    // The first time Python compiles what it imports.
    await measure(program);
    const measured: Usage[] = [];
    for (let run = 0; run < runs; run++) measured.push(await measure(program));
    return { about: statement, measured: median(measured.map(({ cpu }) => cpu)), bar: { atMost }, unit: "s" };
  }
}
