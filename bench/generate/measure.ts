import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** What one run of a program used. */
export interface Usage {
  /** Seconds of user and system CPU, of the program and of every process that it started and waited for. */
  readonly cpu: number;
  /** Peak resident memory in MB of the largest of these processes. */
  readonly memory: number;
  /** Seconds from start to end. */
  readonly wall: number;
}

/** A program with its arguments. */
export interface Program {
  readonly command: readonly [string, ...string[]];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const usageProgram = fileURLToPath(new URL("usage.py", import.meta.url));
/** Characters of a failed program's output that are shown. */
const shown = 2_000;
/** Milliseconds after which a program counts as failed. */
const patience = 300_000;

/** Runs a program. Throws with the end of its output if it fails, or takes more than five minutes. */
export async function measure({ command, cwd, env }: Program): Promise<Usage> {
  const folder = mkdtempSync(join(tmpdir(), "parlance-bench-"));
  try {
    const file = join(folder, "usage.json");
    await new Promise<void>((resolve, reject) => {
      const options = { cwd, env: { ...process.env, ...env }, timeout: patience, maxBuffer: Infinity };
      execFile("python3", [usageProgram, file, ...command], options, (error, stdout, stderr) => {
        if (error === null) resolve();
        else reject(new Error(`${stdout}${stderr}`.trim().slice(-shown) || error.message, { cause: error }));
      });
    });
    return JSON.parse(readFileSync(file, "utf8")) as Usage;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
