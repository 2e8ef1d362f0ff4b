import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";

import { root } from "../lib/root.ts";

/** Something outside the repository that some suites use. `path` is left out when it was not found. */
export interface Prerequisite {
  readonly name: string;
  readonly path?: string;
  /**
   * Environment variable through which the suites learn the path, and by which a user can point elsewhere. Left out for a
   * language's own command, which is the one in the search path.
   */
  readonly variable?: string;
  readonly remedy: string;
}

/** Looks for everything the suites can use. Without CI, suites whose part is missing stand aside and say so. */
export function prerequisites(env: NodeJS.ProcessEnv = process.env): Prerequisite[] {
  return [
    {
      name: "chromium",
      variable: "CHROMIUM_PATH",
      remedy: "install Debian's package `chromium`, or set CHROMIUM_PATH",
      ...found(
        env["CHROMIUM_PATH"] ?? executable(["chromium", "chromium-browser", "google-chrome"], env["PATH"] ?? ""),
      ),
    },
    {
      name: "python3",
      remedy: "install Python 3.10 or later (Debian's packages `python3` and `python3-venv`)",
      ...found(executable(["python3"], env["PATH"] ?? "")),
    },
    {
      name: "go",
      remedy: "install Go 1.23 or later from https://go.dev/dl",
      ...found(executable(["go"], env["PATH"] ?? "")),
    },
    {
      name: "corpus of third-party documents",
      variable: "PARLANCE_CORPUS",
      remedy: "put it at ../shared/corpus beside the repository, or set PARLANCE_CORPUS",
      ...found(env["PARLANCE_CORPUS"] ?? join(root, "../shared/corpus")),
    },
  ];
}

function found(path: string | undefined): { path?: string } {
  return path !== undefined && existsSync(path) ? { path } : {};
}

function executable(names: readonly string[], searchPath: string): string | undefined {
  const candidates = names.flatMap((name) => searchPath.split(delimiter).map((folder) => join(folder, name)));
  return candidates.find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
