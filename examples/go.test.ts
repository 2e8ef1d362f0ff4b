import { execFile, spawnSync } from "node:child_process";
import { globSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { createPlatform } from "@parlance/platform";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const folder = join(import.meta.dirname, "go");
/** The folders of the programs, such as `rstream/watch`. */
const programs = globSync("{*,*/*}/main.go", { cwd: folder }).map(dirname).toSorted();
const haveGo = spawnSync("go", ["version"]).status === 0;
const run = promisify(execFile);

if (!haveGo && process.env.CI === "true") {
  throw new Error("There is no go in the search path");
}

describe.skipIf(!haveGo)("Every Go program runs to its end against a platform of its own", () => {
  let built: string;

  beforeAll(async () => {
    built = await mkdtemp(join(tmpdir(), "parlance-examples-go-"));
    for (const system of new Set(programs.map(dirname))) await buildAll(system);
  }, 300_000);
  afterAll(() => rm(built, { recursive: true, force: true }));

  /** All programs of a folder at once; two folders may have programs of the same name. */
  async function buildAll(system: string): Promise<void> {
    const packages = programs.filter((program) => dirname(program) === system).map((program) => `./${program}`);
    await mkdir(join(built, system), { recursive: true });
    await run("go", ["build", "-o", join(built, system, "/"), ...packages], { cwd: folder });
  }

  it.for(programs)("%s", { timeout: 60_000 }, async (program) => {
    const platform = await createPlatform();
    try {
      const { clientId, clientSecret } = platform.application;
      const { stdout, stderr } = await run(join(built, program), {
        env: {
          ...process.env,
          PARLANCE_URL: platform.url,
          PARLANCE_CLIENT_ID: clientId,
          PARLANCE_CLIENT_SECRET: clientSecret,
        },
      });
      expect(stderr).toBe("");
      expect(stdout).not.toBe("");
    } finally {
      await platform.close();
    }
  });
});
