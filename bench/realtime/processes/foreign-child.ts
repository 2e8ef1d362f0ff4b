import { spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import type { Caller } from "./caller.ts";
import { OpenCalls } from "./open-calls.ts";
import type { Answer, Commands } from "./serve-commands.ts";

/** A process of a measurement in another language: commands go to its standard input and answers come back, a line of JSON each. */
export class ForeignChild<C extends Commands> implements Caller<C> {
  readonly #process: ChildProcessByStdio<Writable, Readable, null>;
  readonly #open = new OpenCalls();

  /** Starts a program, which is to end when its input does. */
  constructor(program: readonly [string, ...string[]]) {
    const [command, ...args] = program;
    this.#process = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"] });
    createInterface(this.#process.stdout).on("line", (line) => this.#open.answered(JSON.parse(line) as Answer));
    this.#process.on("error", ({ message }) => this.#open.ended(message));
    this.#process.on("exit", (code, signal) => this.#open.ended(`${program.join(" ")} ended: ${signal ?? code}`));
    // Its end is told by `exit`.
    this.#process.stdin.on("error", () => undefined);
  }

  /** Carries out a command there. Throws what it threw, or that the process ended. */
  async call<K extends keyof C & string>(command: K, params: Parameters<C[K]>[0]): Promise<Awaited<ReturnType<C[K]>>> {
    const send = (call: unknown): void => void this.#process.stdin.write(`${JSON.stringify(call)}\n`);
    return (await this.#open.call(command, params, send)) as Awaited<ReturnType<C[K]>>;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    this.#process.stdin.end();
    await once(this.#process, "exit");
  }
}
