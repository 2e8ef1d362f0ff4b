import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

import { root } from "../lib/root.ts";
import { run } from "../lib/run.ts";

/** The virtual environment of the repository's Python, relative to the repository. Only `python.ts` writes it. */
export const pythonEnvironment = ".parlance/python";

const requirements = join(root, "scripts/python/requirements.txt");
const stamp = join(root, pythonEnvironment, "parlance-stamp");
const lock = join(root, `${pythonEnvironment}.lock`);
/** Folders whose packages are importable as they stand, without a build. */
const sources = ["packages/runtime/python/src", "packages/sdk/python/src"];
/** Milliseconds between two looks at another's lock. */
const pause = 200;

/**
 * Makes the virtual environment, or makes it anew when its requirements changed; one that is up to date costs a read of two
 * files. Several processes may ask at once. Resolves to the folder of its commands.
 *
 * @throws Error naming the remedy, when there is no Python 3.10 with `venv` or a package cannot be installed.
 */
export async function ensurePython(): Promise<string> {
  const commands = join(root, pythonEnvironment, "bin");
  if (isCurrent()) return commands;
  await acquire();
  try {
    if (!isCurrent()) await make();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
  return commands;
}

function isCurrent(): boolean {
  const python = join(root, pythonEnvironment, "bin/python");
  return existsSync(python) && existsSync(stamp) && readFileSync(stamp, "utf8") === wanted();
}

/** What the environment depends on, the repository's place included: a virtual environment cannot be moved. */
function wanted(): string {
  return createHash("sha256")
    .update([root, ...sources, readFileSync(requirements, "utf8")].join("\n"))
    .digest("hex");
}

async function make(): Promise<void> {
  const folder = join(root, pythonEnvironment);
  const python = join(folder, "bin/python");
  await must("python3", ["-c", "import sys; sys.exit(sys.version_info < (3, 10))"], "install Python 3.10 or later");
  await must("python3", ["-m", "venv", "--clear", folder], "install Debian's package python3-venv");
  const install = ["-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"];
  await must(python, [...install, "--requirement", requirements], "see whether the package index can be reached");
  const { output } = await run(python, ["-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], {
    quiet: true,
  });
  writeFileSync(join(output.trim(), "parlance.pth"), `${sources.map((source) => join(root, source)).join("\n")}\n`);
  writeFileSync(stamp, wanted());
}

async function must(command: string, args: readonly string[], remedy: string): Promise<void> {
  const { code, output } = await run(command, args, { quiet: true });
  if (code !== 0) throw new Error(`\`${command} ${args.join(" ")}\` failed: ${remedy}.\n${output}`);
}

/** Whoever makes the folder has the lock; one whose owner has died is taken away. */
async function acquire(): Promise<void> {
  mkdirSync(join(root, ".parlance"), { recursive: true });
  for (;;) {
    try {
      mkdirSync(lock);
      return writeFileSync(join(lock, "pid"), String(process.pid));
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
    await setTimeout(pause);
    if (!isOwned()) rmSync(lock, { recursive: true, force: true });
  }
}

/** Whether the process that has the lock is there; an owner that has not written its number yet counts as there. */
function isOwned(): boolean {
  try {
    process.kill(Number(readFileSync(join(lock, "pid"), "utf8")) || process.pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && "code" in error && error.code === "ESRCH");
  }
}
