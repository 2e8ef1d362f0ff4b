import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { build } from "./lib/build.ts";
import { root } from "./lib/root.ts";
import { need } from "./lib/run.ts";
import { credentials, serve } from "./lib/serve.ts";
import { stop } from "./lib/stop.ts";
import { readManifest } from "./lib/workspaces.ts";
import { startRegistry, type Registry } from "./release/registry.ts";

/** Publishes every package to the registry on loopback, by the command that a real release uses. */
async function publish(registry: Registry): Promise<void> {
  await need("changeset", ["publish", "--no-git-tag"], { env: registry.env, quiet: true });
}

/** Installs what was published into an empty project, type-checks a program there, and runs it against a platform. */
async function consume(registry: Registry, project: string): Promise<void> {
  cpSync(join(root, "scripts/release/consumer"), project, { recursive: true });
  const sdk = `@parlance/sdk@${readManifest("packages/sdk/typescript").version}`;
  const command = `parlance@${readManifest("generator/cli").version}`;
  await need("npm", ["install", "--no-fund", "--no-audit", sdk, command], {
    cwd: project,
    env: registry.env,
    quiet: true,
  });
  await need("node", [join(root, "node_modules/@typescript/native/bin/tsc"), "-p", "."], { cwd: project });

  const server = await serve({
    command: join(project, "node_modules/parlance/bin/parlance.js"),
    args: ["--port", "0", "--data", join(project, "data")],
    cwd: project,
    log: join(project, "platform.log"),
  });
  try {
    await need("node", ["out/program.js"], { cwd: project, env: credentials(server.served) });
  } finally {
    await stop(server.child);
  }
}

const folder = mkdtempSync(join(tmpdir(), "parlance-release-"));
let registry: Registry | undefined;
const clean = async (): Promise<void> => {
  await registry?.stop();
  rmSync(folder, { recursive: true, force: true });
};
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => void clean().then(() => process.exit(1)));

try {
  await build();
  registry = await startRegistry(folder);
  console.log(`A registry listens at ${registry.url}`);
  await publish(registry);
  await consume(registry, join(folder, "project"));
  console.log("Published, installed, type-checked and run: the packages work for a stranger.");
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await clean();
}
