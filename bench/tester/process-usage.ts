import { readFileSync } from "node:fs";

/** What a process has used and missed since its start, in milliseconds. */
export interface ProcessUsage {
  /** User and system CPU of all its threads. */
  readonly cpuMs: number;
  /** How long its main thread could have run, but others had the cores. */
  readonly waitedMs: number;
}

/** Linux counts CPU in hundredths of a second. */
const tickMs = 10;

/** Reads what Linux tells of a process that runs. */
export function processUsage(pid: number): ProcessUsage {
  // The second field is the program's name in brackets, which may hold spaces.
  const [, fields = ""] = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ");
  const [user, system] = fields.split(" ").slice(11, 13).map(Number);
  const [, waited] = readFileSync(`/proc/${pid}/task/${pid}/schedstat`, "utf8").split(" ").map(Number);
  return { cpuMs: ((user ?? 0) + (system ?? 0)) * tickMs, waitedMs: (waited ?? 0) / 1e6 };
}

/** What was used between two readings. */
export function between(before: ProcessUsage, after: ProcessUsage): ProcessUsage {
  return { cpuMs: after.cpuMs - before.cpuMs, waitedMs: after.waitedMs - before.waitedMs };
}
