import { execFile } from "node:child_process";
import { globSync } from "node:fs";
import { promisify } from "node:util";
import { createPlatform } from "@parlance/platform";
import { describe, expect, it } from "vitest";

const folders = ["src", "rstream", "privmx", "lattestream", "smarterservices", "signalwire"];
const programs = globSync(
  folders.map((folder) => `${folder}/*.ts`),
  { cwd: import.meta.dirname },
);

describe("Every program runs to its end against a platform of its own", () => {
  it.for(programs)("%s", { timeout: 60_000 }, async (program) => {
    const platform = await createPlatform();
    try {
      const { clientId, clientSecret } = platform.application;
      const { stdout, stderr } = await promisify(execFile)(process.execPath, [program], {
        cwd: import.meta.dirname,
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
