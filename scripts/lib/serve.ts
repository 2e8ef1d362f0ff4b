import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";

import { root } from "./root.ts";
import { environment } from "./run.ts";

/** The line that `parlance serve --json` prints once it is ready: where it listens and with which credentials. */
export interface Served {
  readonly url: string;
  readonly application: { readonly clientId: string; readonly clientSecret: string };
  readonly token: string;
  readonly pusher: { readonly appId: string; readonly key: string; readonly secret: string };
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

/** The settings that Pusher's libraries are usually given, so that they find this server. */
export function pusherSettings({ url, pusher }: Served): Record<string, string> {
  const { hostname, port } = new URL(url);
  return {
    PUSHER_APP_ID: pusher.appId,
    PUSHER_APP_KEY: pusher.key,
    PUSHER_APP_SECRET: pusher.secret,
    PUSHER_HOST: hostname,
    PUSHER_PORT: port,
    PUSHER_SCHEME: "http",
  };
}

/** Which command to start and how: `command` is the file of an installed or built `parlance`. */
export interface ServeOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  /** File that gets the server's log; a file of that name is replaced. */
  readonly log: string;
  /** Ends the server when aborted. */
  readonly signal?: AbortSignal;
}

/**
 * Starts `parlance serve --json` and waits for its line. The caller ends the server with `stop`.
 *
 * @throws Error with the log when the server ends first.
 */
export async function serve({ command, args, cwd = root, log, signal }: ServeOptions): Promise<Server> {
  mkdirSync(dirname(log), { recursive: true });
  const logFile = openSync(log, "w");
  const child = spawn("node", [command, "serve", "--json", ...args], {
    cwd,
    env: environment(),
    signal,
    stdio: ["ignore", "pipe", logFile],
  });
  closeSync(logFile);
  const ended = new Promise<number>((resolve) => {
    child.once("error", () => resolve(127));
    child.once("close", (code) => resolve(code ?? 1));
  });
  const ready = await Promise.race([firstLine(child), ended]);
  if (typeof ready === "number") {
    const said = readFileSync(log, "utf8");
    throw new Error(`${said}parlance serve ended with exit code ${ready} before it was ready.`);
  }
  return { served: JSON.parse(ready) as Served, child, ended };
}

function firstLine(child: ChildProcess): Promise<string> {
  const input = child.stdout ?? Readable.from([]);
  return new Promise((resolve) => createInterface({ input }).once("line", resolve));
}
