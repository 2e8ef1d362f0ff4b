import { dirname } from "node:path";
import type { PrintedFile } from "../language/printed.js";
import type { Change } from "./change.js";
import type { FileSystem } from "./file-system.js";
import { foldersAbove, makeFolder, removeEmpty } from "./folders.js";
import { closeJournal, newFile, oldFile, rollBack, writeJournal } from "./journal.js";
import { abandonStaging, releaseStaging, takeStaging } from "./staging.js";

/** How far a transaction has come. */
type State =
  | { readonly step: "new" }
  | { readonly step: "open"; readonly staging: string }
  | { readonly step: "staged"; readonly staging: string; readonly changes: readonly Change[] }
  | { readonly step: "committing"; readonly staging: string; readonly changes: readonly Change[] }
  | { readonly step: "closed"; readonly staging: string; readonly changes: readonly Change[] };

/**
 * All changes of one output folder, or none: `open`, `stage`, `commit`, `close`, `clean`; after a failure, `undo`.
 *
 * New files are written, and those they replace are copied, in a staging folder inside the output folder: the same file
 * system, so that putting a file in place is one rename. A journal says what is being done; it is what `undo` works from,
 * also in a later process if this one is killed.
 */
export class Transaction {
  readonly #folder: string;
  readonly #fs: FileSystem;
  readonly #made: string[] = [];
  #state: State = { step: "new" };

  constructor(options: { readonly folder: string; readonly fs: FileSystem }) {
    this.#folder = options.folder;
    this.#fs = options.fs;
  }

  /** Takes the right to write, and undoes what a run that died has left. Throws `StagingTaken`. */
  async open(): Promise<void> {
    this.#made.push(...(await makeFolder(this.#folder, this.#fs)));
    this.#state = { step: "open", staging: await takeStaging(this.#folder, this.#fs) };
  }

  /** Prepares everything; the output's files are not touched yet. */
  async stage(changes: readonly Change[], files: readonly PrintedFile[]): Promise<void> {
    const { staging } = this.#at("open");
    const texts = new Map(files.map(({ path, text }) => [path, text]));
    for (const [number, { path, kind }] of changes.entries()) {
      if (kind !== "add") {
        await this.#fs.copyFile(`${this.#folder}/${path}`, oldFile(staging, number));
      }
      if (kind !== "remove") {
        await this.#fs.writeFile(newFile(staging, number), texts.get(path) ?? "");
      }
    }
    await writeJournal(staging, changes, this.#fs);
    this.#state = { step: "staged", staging, changes };
  }

  /** Puts the changes in place, file by file. */
  async commit(): Promise<void> {
    const { staging, changes } = this.#at("staged");
    this.#state = { step: "committing", staging, changes };
    for (const [number, { path, kind }] of changes.entries()) {
      const target = `${this.#folder}/${path}`;
      if (kind === "remove") {
        await this.#fs.unlink(target);
      } else {
        this.#made.push(...(await makeFolder(dirname(target), this.#fs)));
        await this.#fs.rename(newFile(staging, number), target);
      }
    }
  }

  /** Makes the changes final. */
  async close(): Promise<void> {
    const { staging, changes } = this.#at("committing");
    await closeJournal(staging, this.#fs);
    this.#state = { step: "closed", staging, changes };
  }

  /** Removes what is no longer needed, also folders that removals left empty. What cannot be removed, the next run does. */
  async clean(): Promise<void> {
    const { staging, changes } = this.#at("closed");
    await releaseStaging(staging, this.#fs);
    const removed = changes.filter(({ kind }) => kind === "remove").flatMap(({ path }) => foldersAbove(path));
    await removeEmpty(
      removed.map((each) => `${this.#folder}/${each}`),
      this.#fs,
    );
  }

  /** Puts everything back as it was before `open`. If this fails too, the next run does it. */
  async undo(): Promise<void> {
    const state = this.#state;
    this.#state = { step: "new" };
    if (state.step === "committing") {
      try {
        await rollBack({ folder: this.#folder, staging: state.staging, journal: state.changes, fs: this.#fs });
      } catch (error) {
        abandonStaging(state.staging);
        throw error;
      }
    }
    if (state.step !== "new") {
      await releaseStaging(state.staging, this.#fs);
    }
    await removeEmpty(this.#made.toReversed(), this.#fs);
  }

  #at<S extends State["step"]>(step: S): Extract<State, { readonly step: S }> {
    if (!isAt(this.#state, step)) {
      throw new Error(`Transaction: it is ${this.#state.step}, not ${step}.`);
    }
    return this.#state;
  }
}

function isAt<S extends State["step"]>(state: State, step: S): state is Extract<State, { readonly step: S }> {
  return state.step === step;
}
