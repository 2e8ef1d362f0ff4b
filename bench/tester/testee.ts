import type { MutantServer } from "@parlance/mutants/server";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** A server under test, in a process of its own. Disposing of it ends the process. */
export interface Testee extends AsyncDisposable {
  readonly url: string;
  readonly credentials: MutantServer["credentials"];
  readonly pid: number;
}

/** Starts the platform with a fault, or as it is. Throws if it does not come up. */
export async function startTestee(fault?: string): Promise<Testee> {
  const script = fileURLToPath(new URL("serve-fault.ts", import.meta.url));
  const child = spawn(process.execPath, [script, ...(fault === undefined ? [] : [fault])], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  const line = await Promise.race([once(createInterface(child.stdout), "line"), ended.then(() => undefined)]);
  if (line === undefined || child.pid === undefined) throw new Error(`The server of ${fault ?? "no fault"} has ended.`);
  return {
    ...(JSON.parse(String(line[0])) as Pick<Testee, "url" | "credentials">),
    pid: child.pid,
    async [Symbol.asyncDispose]() {
      child.stdin.end();
      await ended;
    },
  };
}
