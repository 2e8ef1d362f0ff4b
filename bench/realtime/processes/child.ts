import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Answer, Call, Commands } from "./serve-commands.ts";

/** A process of a measurement, which answers the commands that its file serves. */
export class Child<C extends Commands> {
  readonly #process: ChildProcess;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #calls = 0;

  /** Starts `processes/<file>.ts`. Its garbage collector can be called, so that memory is told without garbage. */
  constructor(file: string, args: readonly string[] = []) {
    this.#process = fork(fileURLToPath(new URL(`${file}.ts`, import.meta.url)), args, {
      execArgv: ["--expose-gc", "--disable-warning=ExperimentalWarning"],
    });
    this.#process.on("message", (answer: Answer) => {
      this.#waiting.get(answer.id)?.(answer);
      this.#waiting.delete(answer.id);
    });
    this.#process.on("exit", (code, signal) => {
      for (const [id, answer] of this.#waiting) answer({ id, error: `${file} ended: ${signal ?? code}` });
    });
  }

  /** Carries out a command there. Throws what it threw, or that the process ended. */
  async call<K extends keyof C & string>(command: K, params: Parameters<C[K]>[0]): Promise<Awaited<ReturnType<C[K]>>> {
    const id = ++this.#calls;
    const answer = await new Promise<Answer>((resolve) => {
      this.#waiting.set(id, resolve);
      this.#process.send({ id, command, params } satisfies Call);
    });
    if ("error" in answer) throw new Error(answer.error);
    return answer.result as Awaited<ReturnType<C[K]>>;
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
