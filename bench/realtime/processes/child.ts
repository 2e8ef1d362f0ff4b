import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Caller } from "./caller.ts";
import { OpenCalls } from "./open-calls.ts";
import type { Answer, Commands } from "./serve-commands.ts";

/** A process of a measurement, which answers the commands that its file serves. */
export class Child<C extends Commands> implements Caller<C> {
  readonly #process: ChildProcess;
  readonly #open = new OpenCalls();

  /** Starts `processes/<file>.ts`. Its garbage collector can be called, so that memory is told without garbage. */
  constructor(file: string, args: readonly string[] = []) {
    this.#process = fork(fileURLToPath(new URL(`${file}.ts`, import.meta.url)), args, {
      execArgv: ["--expose-gc", "--disable-warning=ExperimentalWarning"],
    });
    this.#process.on("message", (answer: Answer) => this.#open.answered(answer));
    this.#process.on("exit", (code, signal) => this.#open.ended(`${file} ended: ${signal ?? code}`));
  }

  /** Carries out a command there. Throws what it threw, or that the process ended. */
  async call<K extends keyof C & string>(command: K, params: Parameters<C[K]>[0]): Promise<Awaited<ReturnType<C[K]>>> {
    const result = await this.#open.call(command, params, (call) => void this.#process.send(call));
    return result as Awaited<ReturnType<C[K]>>;
  }

  /** SIGKILL; resolves when it has ended. */
  async kill(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    this.#process.kill("SIGKILL");
    await once(this.#process, "exit");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
  }
}
