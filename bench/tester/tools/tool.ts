import type { Testee } from "../testee.ts";
import type { Took } from "./run-for.ts";

/** What a tool is let loose on. */
export interface Trial {
  readonly testee: Testee;
  /** The OpenAPI document, which has only the operations that the fault is about. */
  readonly document: string;
  /** An empty folder for what the tool writes. */
  readonly folder: string;
  /** Seconds of CPU after which the tool is stopped, its own start included. */
  readonly cpuSeconds: number;
  /** What `install` made. */
  readonly installed: string;
  /** True for a failure that shows the fault: then the tool need not go on. */
  readonly isNew: (failure: string) => boolean;
}

/** What a tool said, and what it took. */
export interface Said extends Took {
  /** One line for each failure it told, without what is another in each run. */
  readonly failures: readonly string[];
  /** Requests that it made of its own accord. */
  readonly cases: number;
}

/** A tool that tests a server against its document. */
export interface Tool {
  readonly name: string;
  readonly version: string;
  /** The command, as a user would write it. */
  readonly command: string;
  /** How often it is run on the platform as it is: what fails there by chance is nothing found. */
  readonly correctRuns: number;
  /** Installs the exact version into a folder, unless it is there. */
  install(folder: string): Promise<void>;
  test(trial: Trial): Promise<Said>;
}

/** A text without what is another in each run: quoted values, ids, long numbers. */
export function masked(text: string): string {
  return text
    .replaceAll(/"[^"]*"|`[^`]*`/gu, "…")
    .replaceAll(/\b[a-z]+_[\w-]{8,}\b/gu, "…")
    .replaceAll(/\d{4,}|\b0x[\da-f]+\b/gu, "…")
    .slice(0, 200);
}
