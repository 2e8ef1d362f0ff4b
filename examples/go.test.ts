import { execFile, spawnSync } from "node:child_process";
import { globSync } from "node:fs";
import { promisify } from "node:util";
import { createPlatform } from "@parlance/platform";
import { describe, expect, it } from "vitest";

const programs = globSync("go/*/main.go", { cwd: import.meta.dirname }).toSorted();
const haveGo = spawnSync("go", ["version"]).status === 0;

if (!haveGo && process.env.CI === "true") {
  throw new Error("There is no go in the search path");
}

describe.skipIf(!haveGo)("Every Go program runs to its end against a platform of its own", () => {
  it.for(programs)("%s", { timeout: 180_000 }, async (program) => {
    const platform = await createPlatform();
    try {
      const { clientId, clientSecret } = platform.application;
      const { stdout, stderr } = await promisify(execFile)("go", ["run", `./${program}`], {
        cwd: import.meta.dirname,
        env: {
          ...process.env,
          PARLANCE_URL: platform.url,
          PARLANCE_CLIENT_ID: clientId,
          PARLANCE_CLIENT_SECRET: clientSecret,
        },
      });
      expect(stderr).toBe("");
      expect(stdout.trim().split("\n").length).toBeGreaterThan(3);
    } finally {
      await platform.close();
    }
  });
});
