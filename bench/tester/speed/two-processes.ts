import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parlanceBin } from "../parlance-bin.ts";
import { between, type ProcessUsage, processUsage } from "../process-usage.ts";
import { measurable, openapi } from "./measurable.ts";
import type { Served } from "./served.ts";

/** What a run of the tester took. */
export interface Measured {
  readonly requests: number;
  readonly seconds: number;
  readonly tester: ProcessUsage;
  readonly server: ProcessUsage;
}

/** Lets `parlance test` loose on all operations of a server in another process, and measures both. */
export async function testServed(served: Served, folder: string, recording?: string): Promise<Measured> {
  const [profile, report] = [join(folder, "profile.json"), join(folder, "report.json")];
  const { skip } = await measurable();
  writeFileSync(profile, JSON.stringify({ credentials: { valid: { bearer: served.token } }, skip }));
  const preload = recording === undefined ? [] : ["--import", new URL("record-requests.ts", import.meta.url).href];
  const options = ["--openapi", openapi, "--profile", profile, "--report", `json:${report}`];
  const before = processUsage(served.pid);
  const child = spawn(process.execPath, [...preload, parlanceBin, "test", served.url, ...options], {
    stdio: "ignore",
    env: { ...process.env, ...(recording !== undefined && { RECORDED_REQUESTS: recording }) },
  });
  const ended = once(child, "exit");
  const tester = await lastUsage(child.pid ?? 0, ended);
  const server = between(before, processUsage(served.pid));
  const run = JSON.parse(readFileSync(report, "utf8")) as { readonly requests: number; readonly elapsedMs: number };
  return { requests: run.requests, seconds: run.elapsedMs / 1000, tester, server };
}

/** What a process had used shortly before its end: afterwards nobody knows. */
async function lastUsage(pid: number, ended: Promise<unknown>): Promise<ProcessUsage> {
  let usage: ProcessUsage = { cpuMs: 0, waitedMs: 0 };
  const look = setInterval(() => {
    try {
      usage = processUsage(pid);
    } catch {
      clearInterval(look);
    }
  }, 50);
  await ended;
  clearInterval(look);
  return usage;
}
