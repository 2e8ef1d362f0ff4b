import type { Diagnostic } from "@parlance/contract";
import { outputLocked, outputUnfinished, outputUnwritable } from "../diagnostics/output.js";
import { type FileSystem, nodeFileSystem, systemFailure } from "./file-system.js";
import { manifestName } from "./manifest.js";
import { manifestFile } from "./manifest-file.js";
import type { Output, Written } from "./output.js";
import { plan } from "./plan.js";
import { refuseImpossiblePaths } from "./output-path.js";
import { StagingTaken } from "./staging.js";
import { Transaction } from "./transaction.js";

/** How to write. */
export interface WriteOptions {
  /** Replaces and removes generated files even if they were edited. Default: false. */
  readonly force?: boolean;
  /** For tests. Default: the real one. */
  readonly fs?: FileSystem;
}

/** An output on its way to the disk. */
interface Job {
  readonly output: Output;
  readonly transaction: Transaction;
}

/**
 * Writes output folders: all of them, or none. Files that are as they should be are not touched; files that the manifest
 * does not list are never touched; files that the manifest lists and that are no longer printed are removed.
 */
export async function write(outputs: readonly Output[], options: WriteOptions = {}): Promise<Written> {
  const { force = false, fs = nodeFileSystem } = options;
  outputs.forEach(({ files }) => refuseImpossiblePaths(files));
  const jobs = outputs.map((output) => ({ output, transaction: new Transaction({ folder: output.folder, fs }) }));
  try {
    const written = await perform(jobs, { force, fs });
    const finish = written.diagnostics.length > 0 ? undo : clean;
    return { ...written, diagnostics: [...written.diagnostics, ...(await finish(jobs))] };
  } catch (error) {
    const problems = await undo(jobs);
    return { outputs: [], diagnostics: [diagnosticOf(error, jobs), ...problems] };
  }
}

async function perform(jobs: readonly Job[], options: { force: boolean; fs: FileSystem }): Promise<Written> {
  const planned = [];
  for (const { output, transaction } of jobs) {
    await transaction.open();
    planned.push({ output, transaction, ...(await plan({ ...options, output })) });
  }
  const outputs = planned.map(({ output, changes }) => ({
    language: output.recipe.language,
    folder: output.folder,
    changes,
  }));
  const diagnostics = planned.flatMap((each) => each.diagnostics);
  if (diagnostics.length > 0) {
    return { outputs, diagnostics };
  }
  for (const { output, transaction, changes } of planned) {
    await transaction.stage(changes, [...output.files, manifestFile(output)]);
  }
  for (const { output, transaction } of planned) {
    await transaction.commit();
    await markFresh(output.folder, options.fs);
  }
  for (const { transaction } of planned) {
    await transaction.close();
  }
  return { outputs, diagnostics };
}

/** The manifest's time says that this generator has seen the folder: `isUpToDate` compares it with the generator's own. */
async function markFresh(folder: string, fs: FileSystem): Promise<void> {
  const now = new Date();
  await fs.utimes(`${folder}/${manifestName}`, now, now);
}

async function clean(jobs: readonly Job[]): Promise<readonly Diagnostic[]> {
  for (const { transaction } of jobs) {
    await transaction.clean();
  }
  return [];
}

async function undo(jobs: readonly Job[]): Promise<readonly Diagnostic[]> {
  const diagnostics: Diagnostic[] = [];
  for (const { output, transaction } of jobs.toReversed()) {
    try {
      await transaction.undo();
    } catch (error) {
      diagnostics.push(outputUnfinished({ file: output.folder, reason: systemFailure(error).message }));
    }
  }
  return diagnostics;
}

function diagnosticOf(error: unknown, jobs: readonly Job[]): Diagnostic {
  if (error instanceof StagingTaken) {
    return outputLocked({ file: error.path, owner: error.owner });
  }
  const { message, path } = systemFailure(error);
  const folders = jobs.map(({ output }) => output.folder);
  const file = folders.find((folder) => path?.startsWith(folder)) ?? folders[0] ?? "";
  return outputUnwritable({ file, reason: message });
}
