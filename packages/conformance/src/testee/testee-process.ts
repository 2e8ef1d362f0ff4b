import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { JsonObject } from "../scenario/json.js";
import type { TesteeAnswer, TesteeEvent, TesteeFeatures, TesteeLine } from "./protocol.js";

/** How to start a testee. */
export interface TesteeProgram {
  readonly command: string;
  readonly arguments: readonly string[];
}

/** A running testee: a program that speaks JSON lines on standard input and output. */
export class TesteeProcess {
  readonly features: Promise<TesteeFeatures>;
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (answer: TesteeAnswer) => void>();
  readonly #listeners = new Map<string, (event: TesteeEvent) => void>();
  #commands = 0;
  #errors = "";
  #gone: string | undefined;

  constructor(program: TesteeProgram) {
    this.#child = spawn(program.command, program.arguments, { stdio: ["pipe", "pipe", "pipe"] });
    this.#child.stderr?.on("data", (chunk: Buffer) => (this.#errors = `${this.#errors}${String(chunk)}`.slice(-4000)));
    this.#child.stdin?.on("error", () => undefined);
    this.#child.on("error", (error) => this.#lost(error.message));
    this.#child.on("exit", (code, signal) => this.#lost(`It ended with ${signal ?? code}.`));
    if (this.#child.stdout !== null)
      createInterface({ input: this.#child.stdout }).on("line", (line) => this.#read(line));
    this.features = this.send("features", {}).then((answer) => {
      if ("error" in answer) throw new Error(`The testee tells no features: ${JSON.stringify(answer.error)}`);
      return answer.ok as unknown as TesteeFeatures;
    });
  }

  /** Sends a command and waits for its answer. Whatever happens to the testee meanwhile is an answer too. */
  send(command: string, members: JsonObject): Promise<TesteeAnswer> {
    if (this.#gone !== undefined) return Promise.resolve(lost(this.#gone, this.#errors));
    const id = (this.#commands += 1);
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#child.stdin?.write(`${JSON.stringify({ ...members, id, do: command })}\n`);
    });
  }

  /** Calls the listener with the events of a client. Returns what ends that. */
  listen(client: string, listener: (event: TesteeEvent) => void): () => void {
    this.#listeners.set(client, listener);
    return () => this.#listeners.delete(client);
  }

  /** Ends its input and waits until it has ended by itself. Gives the exit code, null if it had to be killed. */
  async end(withinMs: number): Promise<number | null> {
    if (this.#child.exitCode !== null) return this.#child.exitCode;
    const exited = once(this.#child, "exit");
    this.#child.stdin?.end();
    const timer = setTimeout(() => this.#child.kill("SIGKILL"), withinMs);
    const [code] = (await exited) as [number | null];
    clearTimeout(timer);
    return code;
  }

  #read(line: string): void {
    const read = parseLine(line);
    if (read === undefined) return this.#lost(`It printed what is no line of the protocol: ${line.slice(0, 200)}`);
    if (typeof read["id"] !== "number") {
      const event = read as TesteeEvent;
      return this.#listeners.get(event.client)?.(event);
    }
    this.#waiting.get(read["id"])?.(read as unknown as TesteeAnswer);
    this.#waiting.delete(read["id"]);
  }

  #lost(reason: string): void {
    this.#gone ??= reason;
    for (const settle of this.#waiting.values()) settle(lost(this.#gone, this.#errors));
    this.#waiting.clear();
  }
}

function lost(reason: string, errors: string): TesteeAnswer {
  return { error: { code: "testee_lost", message: `${reason} ${errors}`.trim(), retryable: false } };
}

function parseLine(line: string): TesteeLine | undefined {
  try {
    const value = JSON.parse(line) as unknown;
    return typeof value === "object" && value !== null ? (value as TesteeLine) : undefined;
  } catch {
    return undefined;
  }
}
