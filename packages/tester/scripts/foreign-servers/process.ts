import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

/** How long a server may take to answer for the first time, in milliseconds. */
const patienceMs = 60_000;

/** A port that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** Runs a command to its end. Throws if that is no success. */
export async function perform(command: string, args: readonly string[], cwd: string): Promise<void> {
  const child = spawn(command, args, { cwd, stdio: ["ignore", "ignore", "inherit"] });
  const [code] = (await once(child, "exit")) as [number | null];
  if (code !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${code}.`);
}

/** Starts a server; ready when `url` answers. What it prints is in `server.log` of its folder. */
export async function startServer(options: {
  readonly command: string;
  readonly args: readonly string[];
  readonly folder: string;
  /** Answers as soon as the server does. */
  readonly url: string;
}): Promise<() => Promise<void>> {
  const { command, args, folder, url } = options;
  const child = spawn(command, args, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  const log = createWriteStream(`${folder}/server.log`);
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const end = () => stop(child);
  for (const deadline = Date.now() + patienceMs; !(await answers(url));) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await end();
      throw new Error(`${command} does not answer at ${url}: see ${folder}/server.log`);
    }
    await delay(200);
  }
  return end;
}

async function answers(url: string): Promise<boolean> {
  return fetch(url, { signal: AbortSignal.timeout(2000) }).then(
    async (response) => {
      await response.body?.cancel();
      return true;
    },
    () => false,
  );
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}
