import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { freePort } from "../lib/free-port.ts";
import { root } from "../lib/root.ts";
import { environment, need } from "../lib/run.ts";
import { stop } from "../lib/stop.ts";
import { sealedEnvironment } from "./sealed-environment.ts";

/** A package registry on loopback. `env` makes npm and changesets use it and nothing else, with its own user. */
export interface Registry {
  readonly url: string;
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/**
 * Starts verdaccio in the given empty folder. Our packages live there only and are never looked for elsewhere; all
 * others come from the registry that npm is configured for.
 */
export async function startRegistry(folder: string): Promise<Registry> {
  const port = await freePort(0);
  const url = `http://127.0.0.1:${port}`;
  const upstream = await npmSetting("registry");
  const authorities = await npmSetting("cafile");
  writeFileSync(join(folder, "verdaccio.yaml"), configuration(folder, upstream));
  const child = spawn(
    "node",
    ["node_modules/verdaccio/bin/verdaccio", "-c", join(folder, "verdaccio.yaml"), "-l", `127.0.0.1:${port}`],
    {
      cwd: root,
      // Where npm trusts authorities of its own, the registry must too, to reach the same upstream.
      env: environment({
        NODE_NO_WARNINGS: "1",
        ...(authorities !== "null" && { NODE_EXTRA_CA_CERTS: authorities }),
      }),
      stdio: ["ignore", "ignore", "inherit"],
    },
  );
  try {
    await Promise.race([answering(url), once(child, "exit").then(() => Promise.reject(new Error("verdaccio ended")))]);
    const npmrc = join(folder, "npmrc");
    writeFileSync(npmrc, `registry=${url}/\n//127.0.0.1:${port}/:_authToken=${await newUser(url)}\n`);
    return { url, env: sealedEnvironment(process.env, { url: `${url}/`, npmrc }), stop: () => stop(child) };
  } catch (error) {
    await stop(child);
    throw error;
  }
}

/** A setting of npm as a text; npm writes `null` for one that is not set. */
async function npmSetting(name: string): Promise<string> {
  return (await need("npm", ["config", "get", name], { quiet: true })).trim();
}

function configuration(folder: string, upstream: string): string {
  return `storage: ${JSON.stringify(join(folder, "storage"))}
auth: { htpasswd: { file: ${JSON.stringify(join(folder, "htpasswd"))}, max_users: 1 } }
uplinks: { upstream: { url: ${JSON.stringify(upstream)}, timeout: 60s } }
packages:
  "@parlance/*": { access: $all, publish: $authenticated }
  parlance: { access: $all, publish: $authenticated }
  "**": { access: $all, proxy: upstream }
server: { keepAliveTimeout: 60 }
log: { type: stdout, format: pretty, level: warn }
`;
}

async function answering(url: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    const answer = await fetch(`${url}/-/ping`).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error("verdaccio did not answer within 60 seconds.");
}

async function newUser(url: string): Promise<string> {
  const answer = await fetch(`${url}/-/user/org.couchdb.user:release`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: "release", password: crypto.randomUUID() }),
  });
  const { token } = (await answer.json()) as { token?: string };
  if (!token) throw new Error(`verdaccio made no user: HTTP ${answer.status}`);
  return token;
}
