import { dirname } from "node:path";
import type { Change } from "./change.js";
import { type FileSystem, unlessMissing } from "./file-system.js";
import { makeFolder } from "./folders.js";

/** The changes of a run, in the order in which they are made. The number of a change names its files in the staging folder. */
export type Journal = readonly Change[];

/** Where the new content of a change waits; gone as soon as it is in place. */
export function newFile(staging: string, number: number): string {
  return `${staging}/new-${number}`;
}

/** Where the content before a change is kept until the run is over. */
export function oldFile(staging: string, number: number): string {
  return `${staging}/old-${number}`;
}

/** Says that from now on the output folder may be half changed. */
export async function writeJournal(staging: string, journal: Journal, fs: FileSystem): Promise<void> {
  await fs.writeFile(`${staging}/journal.tmp`, JSON.stringify(journal));
  await fs.rename(`${staging}/journal.tmp`, journalFile(staging));
}

/** The journal of a run that has begun to change its output folder and has not ended. */
export async function readJournal(staging: string, fs: FileSystem): Promise<Journal | undefined> {
  const text = await unlessMissing(fs.readFile(journalFile(staging), "utf8"));
  return text === undefined ? undefined : (JSON.parse(text) as Journal);
}

/** Says that the output folder is complete: the run can no longer be undone. */
export async function closeJournal(staging: string, fs: FileSystem): Promise<void> {
  await fs.unlink(journalFile(staging));
}

/**
 * Puts the output folder back into the state before the run, whatever part of the journal was done. May itself be cut
 * off and done again.
 */
export async function rollBack({
  folder,
  staging,
  journal,
  fs,
}: {
  readonly folder: string;
  readonly staging: string;
  readonly journal: Journal;
  readonly fs: FileSystem;
}): Promise<void> {
  for (const [number, { path, kind }] of [...journal.entries()].toReversed()) {
    const target = `${folder}/${path}`;
    const waiting = kind !== "remove" && (await unlessMissing(fs.lstat(newFile(staging, number)))) !== undefined;
    if (waiting) {
      continue;
    }
    if (kind === "add") {
      await unlessMissing(fs.unlink(target));
    } else if ((await unlessMissing(fs.lstat(oldFile(staging, number)))) !== undefined) {
      await makeFolder(dirname(target), fs);
      await fs.rename(oldFile(staging, number), target);
    }
  }
}

function journalFile(staging: string): string {
  return `${staging}/journal.json`;
}
