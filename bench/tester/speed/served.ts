import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parlanceBin } from "../parlance-bin.ts";

/** `parlance serve` in a process of its own. Disposing of it ends the process. */
export interface Served extends AsyncDisposable {
  readonly url: string;
  readonly token: string;
  readonly pid: number;
}

/** Starts `parlance serve` as a user would, but for the calls that each caller may make: nothing is to wait for its turn. */
export async function startServed(folder: string): Promise<Served> {
  const options = ["serve", "--port", "0", "--json", "--calls-per-second", "1000000"];
  const child = spawn(process.execPath, [parlanceBin, ...options], { stdio: ["ignore", "pipe", "pipe"] });
  child.stderr.pipe(createWriteStream(join(folder, "serve.log")));
  const ended = once(child, "exit");
  const line = await Promise.race([once(createInterface(child.stdout), "line"), ended.then(() => undefined)]);
  if (line === undefined || child.pid === undefined) throw new Error("parlance serve has ended; serve.log says why.");
  return {
    ...(JSON.parse(String(line[0])) as Pick<Served, "url" | "token">),
    pid: child.pid,
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}
