import { copyFile, mkdir, mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { repository, template } from "./repository.js";
import { run } from "./run.js";

const pinned = join(template, "test-host");
const parts = ["package.json", "package-lock.json"];

/**
 * The folder in which the AsyncAPI Generator is installed as `test-host` pins it: 700 packages that nothing else in the
 * repository needs, so they are not among its dependencies. Installed once, and again when the pin changes.
 *
 * Rejects with npm's output when a package cannot be installed.
 */
export async function generatorHost(): Promise<string> {
  const folder = join(repository, ".parlance/asyncapi-generator");
  if (!(await isCurrent(folder))) await install(folder);
  return folder;
}

async function isCurrent(folder: string): Promise<boolean> {
  const [wanted, present] = await Promise.all(
    [pinned, folder].map((each) => readFile(join(each, "package-lock.json"), "utf8").catch(() => undefined)),
  );
  return wanted === present;
}

/** Installs beside the folder and renames, so that what was cut off is no installation, and others may do the same. */
async function install(folder: string): Promise<void> {
  await mkdir(join(repository, ".parlance"), { recursive: true });
  const staging = await mkdtemp(`${folder}-`);
  try {
    for (const part of parts) await copyFile(join(pinned, part), join(staging, part));
    const { code, stdout, stderr } = await run(staging, "npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
    if (code !== 0) throw new Error(`The AsyncAPI Generator could not be installed.\n${stdout}${stderr}`);
    await rm(folder, { recursive: true, force: true });
    await rename(staging, folder).catch(async (error: unknown) => {
      if (!(await isCurrent(folder))) throw error;
    });
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}
