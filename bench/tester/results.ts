import { appendFileSync, existsSync, readFileSync } from "node:fs";
import type { Said } from "./tools/tool.ts";

/** What a tool said of one server. */
export interface Result extends Said {
  readonly tool: string;
  /** Which operations it saw. */
  readonly operations: string;
  /** The fault that was on; left out = the platform as it is. */
  readonly fault?: string;
  /** Which of several runs. */
  readonly run: number;
}

/** Results in a file, one a line, so that what was measured is kept when the rest is not. */
export class Results {
  readonly #file: string;
  readonly #all: Result[];

  constructor(file: string) {
    this.#file = file;
    const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
    this.#all = lines.filter((line) => line !== "").map((line) => JSON.parse(line) as Result);
  }

  add(result: Result): void {
    this.#all.push(result);
    appendFileSync(this.#file, `${JSON.stringify(result)}\n`);
  }

  has({ tool, operations, fault, run }: Omit<Result, keyof Said>): boolean {
    return this.#all.some(
      (each) => each.tool === tool && each.operations === operations && each.fault === fault && each.run === run,
    );
  }

  /** All of a tool. */
  of(tool: string): readonly Result[] {
    return this.#all.filter((each) => each.tool === tool);
  }

  /** What a tool said of a fault that it says of no run on the platform as it is; undefined if it was not run on both. */
  found(tool: string, fault: string): readonly string[] | undefined {
    const result = this.of(tool).find((each) => each.fault === fault);
    if (result === undefined) return undefined;
    const usual = this.usual(tool, result.operations);
    return usual === undefined ? undefined : result.failures.filter((failure) => !usual.has(failure));
  }

  /** What a tool says of the platform as it is; undefined if it was not run on it. */
  usual(tool: string, operations: string): ReadonlySet<string> | undefined {
    const correct = this.of(tool).filter((each) => each.fault === undefined && each.operations === operations);
    return correct.length === 0 ? undefined : new Set(correct.flatMap(({ failures }) => failures));
  }
}
