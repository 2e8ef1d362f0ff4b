import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";

import { root } from "./root.ts";
import { environment } from "./run.ts";

/** The line that `parlance serve --json` prints once it is ready: where it listens and with which credentials. */
export interface Served {
  readonly url: string;
  readonly application: { readonly clientId: string; readonly clientSecret: string };
  readonly token: string;
}

/** A running platform. `ended` resolves to its exit code, 1 when a signal ended it. */
export interface Server {
  readonly served: Served;
  readonly child: ChildProcess;
  readonly ended: Promise<number>;
}

/** The environment by which an SDK finds this server and is let in. */
export function credentials({ url, application }: Served): Record<string, string> {
  return {
    PARLANCE_URL: url,
    PARLANCE_CLIENT_ID: application.clientId,
    PARLANCE_CLIENT_SECRET: application.clientSecret,
  };
}

/** Which command to start and how: `command` is the file of an installed or built `parlance`. */
export interface ServeOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  /** Show the server's log only if it ends before it is ready. */
  readonly quiet?: boolean;
  /** Ends the server when aborted. */
  readonly signal?: AbortSignal;
}

/** How much of a quiet server's log is kept, in characters. */
const logLimit = 100_000;

/**
 * Starts `parlance serve --json` and waits for its line. The caller ends the server with `stop`.
 *
 * @throws Error when the server ends first; what it said stands on stderr.
 */
export async function serve({ command, args, cwd = root, quiet, signal }: ServeOptions): Promise<Server> {
  const child = spawn("node", [command, "serve", "--json", ...args], {
    cwd,
    env: environment(),
    signal,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let log = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    if (!quiet) process.stderr.write(text);
    else if (log.length < logLimit) log += text;
  });
  const ended = new Promise<number>((resolve) => {
    child.once("error", () => resolve(127));
    child.once("close", (code) => resolve(code ?? 1));
  });
  const lines = createInterface({ input: child.stdout });
  const first = new Promise<string>((resolve) => lines.once("line", resolve));
  const ready = await Promise.race([first, ended]);
  if (typeof ready === "number") {
    throw new Error(`${log}parlance serve ended with exit code ${ready} before it was ready.`);
  }
  return { served: JSON.parse(ready) as Served, child, ended };
}
