import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import { processUsage } from "../process-usage.ts";

/** A program and what it is given. */
export interface Program {
  readonly command: readonly [string, ...string[]];
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** File that takes what it prints. */
  readonly log: string;
  /** Seconds of CPU after which it is asked to end. */
  readonly cpuSeconds: number;
  /** Asked every two seconds: true once there is no need to go on. */
  readonly isSettled?: () => boolean;
}

/** What a program took, in seconds. */
export interface Took {
  readonly seconds: number;
  readonly cpuSeconds: number;
}

/** So long after it was asked to, a program is ended, and so long in all whatever its CPU. */
const [graceMs, longestMs] = [20_000, 300_000];
const lookMs = 2000;

/** Runs a program until it ends or has used its CPU, which what else the machine does cannot take from it. */
export async function runFor({ command, cwd, env, log, cpuSeconds, isSettled }: Program): Promise<Took> {
  const began = performance.now();
  const file = createWriteStream(log);
  await once(file, "open");
  const [name, ...parameters] = command;
  const child = spawn(name, parameters, { cwd, env: { ...process.env, ...env }, stdio: ["ignore", file, file] });
  let used = 0;
  let askedAt: number | undefined;
  let lookedAt = began;
  const look = setInterval(() => {
    used = usedBy(child.pid) ?? used;
    const now = performance.now();
    const isDue = now - lookedAt > lookMs;
    if (isDue) lookedAt = now;
    if (askedAt === undefined && (used > cpuSeconds || now - began > longestMs || (isDue && isSettled?.() === true))) {
      child.kill("SIGINT");
      askedAt = now;
    } else if (askedAt !== undefined && now - askedAt > graceMs) child.kill("SIGKILL");
  }, 100);
  await once(child, "exit");
  clearInterval(look);
  file.end();
  await finished(file);
  return { seconds: (performance.now() - began) / 1000, cpuSeconds: used };
}

/** Undefined once the process has ended. */
function usedBy(pid: number | undefined): number | undefined {
  try {
    return pid === undefined ? undefined : processUsage(pid).cpuMs / 1000;
  } catch {
    return undefined;
  }
}
