import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("server.ts", import.meta.url));

/** Where a server listens, and a token for it. */
export interface Address {
  readonly url: string;
  readonly token: string;
}

/** A platform in a process of its own that can be killed and started again: the same folder, the same port. */
export class MortalServer {
  readonly #folder: string;
  #process: ChildProcess | undefined;
  #port = "0";

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Resolves once it listens. */
  async start(): Promise<Address> {
    const child = spawn(process.execPath, [program, this.#folder, this.#port], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    this.#process = child;
    const [line] = (await Promise.race([
      once(createInterface({ input: child.stdout }), "line"),
      once(child, "exit").then(([code]) => {
        throw new Error(`The server ended with exit code ${String(code)} before it listened.`);
      }),
    ])) as [string];
    const address = JSON.parse(line) as Address;
    this.#port = new URL(address.url).port;
    return address;
  }

  /** SIGKILL: no goodbye, nothing flushed. Resolves once it is gone. */
  async kill(): Promise<void> {
    const child = this.#process;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  }
}
