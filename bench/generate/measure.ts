import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** What one run of a program used. */
export interface Usage {
  /** Seconds of user CPU. */
  readonly user: number;
  /** Peak resident memory in MB. */
  readonly memory: number;
  /** Seconds from start to end. */
  readonly wall: number;
}

const preload = fileURLToPath(new URL("report-usage.ts", import.meta.url));

/** Runs a Node program in a process of its own; throws if it fails. */
export function measure(program: readonly string[]): Usage {
  const folder = mkdtempSync(join(tmpdir(), "parlance-bench-"));
  try {
    const file = join(folder, "usage.json");
    const start = performance.now();
    const { status, stderr } = spawnSync(process.execPath, ["--import", preload, ...program], {
      encoding: "utf8",
      env: { ...process.env, USAGE_FILE: file },
    });
    const wall = (performance.now() - start) / 1000;
    if (status !== 0) {
      throw new Error(`${program[0]} ended with ${status}: ${stderr}`);
    }
    const { user, memory } = JSON.parse(readFileSync(file, "utf8")) as Pick<Usage, "user" | "memory">;
    return { user, memory, wall };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
