import { execFile } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Installs packages of npm, without running their install scripts. Names carry their versions. */
export async function installNpm(folder: string, packages: readonly string[]): Promise<void> {
  await once(folder, packages, async () => {
    writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
    await run("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", ...packages], { cwd: folder });
  });
}

/** Installs a package of PyPI into a virtual environment. */
export async function installPython(folder: string, requirement: string): Promise<void> {
  await once(folder, [requirement], async () => {
    await run("python3", ["-m", "venv", folder]);
    const quiet = ["--quiet", "--no-input", "--disable-pip-version-check"];
    await run(join(folder, "bin/python"), ["-m", "pip", "install", ...quiet, requirement]);
  });
}

/** Installs a command of a Go module. */
export async function installGo(folder: string, command: string): Promise<void> {
  await once(folder, [command], async () => {
    await run("go", ["install", command], { cwd: folder, env: { ...process.env, GOBIN: folder, GOWORK: "off" } });
  });
}

/** Does nothing in a folder where the same was installed before. */
async function once(folder: string, what: readonly string[], install: () => Promise<void>): Promise<void> {
  const done = join(folder, `installed-${what.join("-").replaceAll(/[^\w.-]+/gu, "_")}`);
  if (existsSync(done)) return;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await install();
  writeFileSync(done, "");
}
