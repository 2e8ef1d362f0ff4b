import { existsSync } from "node:fs";
import { join } from "node:path";

import { root } from "../lib/root.ts";
import type { Workspace } from "../lib/workspaces.ts";
import type { Counted } from "./read-foreign-report.ts";
import { goOutput, readGoReport, readPytestReport } from "./read-foreign-report.ts";

/** How the tests of a workspace are run whose language brings its own test program. */
export interface ForeignSuite {
  readonly language: "python" | "go";
  /** The command that must be there for the suite to run. */
  readonly needs: string;
  /** What runs the tests in the workspace's folder. `report` is a file that the program may write. */
  command(options: { readonly report: string; readonly strict: boolean }): readonly [string, ...string[]];
  /** Counts the tests of a finished run, from what the program printed and from the file. */
  read(run: { readonly output: string; readonly report: string }): Counted;
  /** What a reader is shown of a failed run, where that is not what the program printed. */
  show?(output: string): string;
}

const python: ForeignSuite = {
  language: "python",
  needs: "python3",
  command: ({ report }) => ["node", join(root, "scripts/python.ts"), "pytest", "-q", `--junitxml=${report}`],
  read: ({ report }) => readPytestReport(report),
};

const go: ForeignSuite = {
  language: "go",
  needs: "go",
  // The race detector needs a C compiler, which a stranger's machine may not have.
  command: ({ strict }) => ["go", "test", "-json", ...(strict ? ["-race"] : []), "./..."],
  read: ({ output }) => readGoReport(output),
  show: goOutput,
};

/** The suite of a workspace that has tests in a language of its own; undefined for all others. */
export function foreignSuite({ folder }: Workspace): ForeignSuite | undefined {
  if (existsSync(join(root, folder, "pyproject.toml"))) return python;
  return existsSync(join(root, folder, "go.mod")) ? go : undefined;
}
