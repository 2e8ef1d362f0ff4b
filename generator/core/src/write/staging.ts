import { hostname } from "node:os";
import { resolve } from "node:path";
import { type FileSystem, ignoreSystemErrors, systemCode, unlessMissing } from "./file-system.js";
import { readJournal, rollBack } from "./journal.js";

/** Name of the folder, inside the output folder, in which a run prepares its files. Having it is the right to write. */
export const stagingName = ".parlance-staging";

/** The staging folders that runs of this process have or prepare, as absolute paths. */
const held = new Set<string>();

/** How many this process has prepared: each gets a name of its own. */
let preparations = 0;

/** The folder exists and its run is alive. */
export class StagingTaken extends Error {
  override readonly name = "StagingTaken";

  constructor(
    readonly path: string,
    /** Words for the run that has it, e.g. `process 4711 on build-3`. */
    readonly owner: string,
  ) {
    super(`${path} belongs to ${owner}.`);
  }
}

/**
 * Takes the staging folder of an output folder, which exists. It is prepared under another name and renamed, so that of
 * two runs one gets it, complete with its owner's name.
 *
 * If a run has died and left its folder behind, what it had begun is undone first. Throws `StagingTaken` if the run that
 * has it is alive, or on another machine.
 */
export async function takeStaging(folder: string, fs: FileSystem): Promise<string> {
  const staging = `${folder}/${stagingName}`;
  if (await prepare(staging, fs)) {
    await removeStrays(folder, fs);
    return staging;
  }
  await takeOver(staging, fs);
  const journal = await readJournal(staging, fs);
  if (journal !== undefined) {
    await rollBack({ folder, staging, journal, fs });
  }
  await fs.rm(staging, { recursive: true, force: true });
  return takeStaging(folder, fs);
}

/** False if there is a staging folder already. */
async function prepare(staging: string, fs: FileSystem): Promise<boolean> {
  preparations += 1;
  const prepared = `${staging}-${process.pid}-${preparations}`;
  held.add(resolve(prepared));
  try {
    await fs.mkdir(prepared);
    await fs.writeFile(`${prepared}/owner.json`, JSON.stringify(self()));
    await fs.rename(prepared, staging);
    held.add(resolve(staging));
    return true;
  } catch (error) {
    await ignoreSystemErrors(fs.rm(prepared, { recursive: true, force: true }));
    if (["EEXIST", "ENOTEMPTY", "EPERM"].includes(systemCode(error) ?? "")) {
      return false;
    }
    throw error;
  } finally {
    held.delete(resolve(prepared));
  }
}

/** Removes what processes have prepared that died before they could rename it. */
async function removeStrays(folder: string, fs: FileSystem): Promise<void> {
  for (const name of await fs.readdir(folder)) {
    const owner = name.startsWith(stagingName) ? /^-(\d+)-\d+$/u.exec(name.slice(stagingName.length))?.[1] : undefined;
    const path = `${folder}/${name}`;
    if (owner !== undefined && !isAlive({ process: Number(owner), host: hostname() }, path)) {
      await ignoreSystemErrors(fs.rm(path, { recursive: true }));
    }
  }
}

/** Gives the right to write back, and leaves what is in the folder to the next run. */
export function abandonStaging(staging: string): void {
  held.delete(resolve(staging));
}

/** Gives the right to write back and removes the folder. What could not be removed, the next run removes. */
export async function releaseStaging(staging: string, fs: FileSystem): Promise<void> {
  await ignoreSystemErrors(fs.rm(staging, { recursive: true }));
  abandonStaging(staging);
}

interface Owner {
  readonly process: number;
  readonly host: string;
}

/** Of several runs that find a dead one's folder, the one whose rename succeeds becomes its owner. */
async function takeOver(staging: string, fs: FileSystem): Promise<void> {
  const owner = parseOwner(await unlessMissing(fs.readFile(`${staging}/owner.json`, "utf8")));
  if (owner === undefined && (await unlessMissing(fs.lstat(staging))) === undefined) {
    return;
  }
  if (owner === undefined || isAlive(owner, staging)) {
    throw new StagingTaken(
      staging,
      owner === undefined ? "an unknown process" : `process ${owner.process} on ${owner.host}`,
    );
  }
  try {
    await fs.rename(`${staging}/owner.json`, `${staging}/owner-before.json`);
  } catch (error) {
    if (systemCode(error) === "ENOENT") {
      throw new StagingTaken(staging, "a run that has just begun");
    }
    throw error;
  }
  await fs.writeFile(`${staging}/owner.json`, JSON.stringify(self()));
}

function self(): Owner {
  return { process: process.pid, host: hostname() };
}

function parseOwner(text: string | undefined): Owner | undefined {
  const found = /^\{"process":(?<process>\d+),"host":"(?<host>[^"]*)"\}$/u.exec(text ?? "")?.groups;
  return found === undefined ? undefined : { process: Number(found["process"]), host: found["host"] ?? "" };
}

function isAlive(owner: Owner, staging: string): boolean {
  if (owner.host !== hostname()) {
    return true;
  }
  if (owner.process === process.pid) {
    return held.has(resolve(staging));
  }
  try {
    process.kill(owner.process, 0);
    return true;
  } catch (error) {
    return systemCode(error) !== "ESRCH";
  }
}
