import { execFile, spawnSync } from "node:child_process";
import { globSync } from "node:fs";
import { join, parse } from "node:path";
import { promisify } from "node:util";
import { createPlatform } from "@parlance/platform";
import { describe, expect, it } from "vitest";

const folder = join(import.meta.dirname, "python");
/** What `support` holds is used by the others. */
const programs = globSync("{*,*/*}.py", { cwd: folder, exclude: ["support"] }).toSorted();
const python = join(import.meta.dirname, "../scripts/python.ts");
const havePython = spawnSync("python3", ["--version"]).status === 0;

if (!havePython && process.env.CI === "true") {
  throw new Error("There is no python3 in the search path");
}

describe.skipIf(!havePython)("Every Python program runs to its end against a platform of its own", () => {
  it.for(programs)("%s", { timeout: 120_000 }, async (program) => {
    const platform = await createPlatform();
    try {
      const { clientId, clientSecret } = platform.application;
      const { stdout, stderr } = await promisify(execFile)(
        process.execPath,
        [python, "python", "-W", "error", "-m", moduleOf(program)],
        {
          cwd: folder,
          env: {
            ...process.env,
            PARLANCE_URL: platform.url,
            PARLANCE_CLIENT_ID: clientId,
            PARLANCE_CLIENT_SECRET: clientSecret,
          },
        },
      );
      expect(stderr).toBe("");
      expect(stdout).not.toBe("");
    } finally {
      await platform.close();
    }
  });
});

/** As `python -m` takes it, so that programs find `support`. */
function moduleOf(program: string): string {
  const { dir, name } = parse(program);
  return dir === "" ? name : `${dir}.${name}`;
}
