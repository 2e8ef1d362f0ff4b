import { join } from "node:path";

import { prerequisites, type Prerequisite } from "../checks/prerequisites.ts";
import { ensurePython } from "../python/environment.ts";
import { need, run } from "./run.ts";

/** A command and its arguments, to be run in the repository's top folder. */
type Command = readonly [string, ...string[]];

/** The first steps with the SDK of one language. */
export interface FirstSteps {
  readonly language: string;
  /** Name of the prerequisite without which they stand aside; left out: they need nothing beside the repository. */
  readonly needs?: Prerequisite["name"];
  /** Makes what they run on, and resolves to the command that runs them. */
  prepare(signal: AbortSignal): Promise<Command>;
}

/** The same steps in every language that there is an SDK of. */
export const firstSteps: readonly FirstSteps[] = [
  {
    language: "TypeScript",
    prepare: async () => ["node", "examples/src/first-steps.ts"],
  },
  {
    language: "Python",
    needs: "python3",
    prepare: async () => [join(await ensurePython(), "python"), "examples/python/first_steps.py"],
  },
  {
    language: "Go",
    needs: "go",
    // Built first: `go run` does not end its program when it is asked to end itself.
    async prepare(signal) {
      const program = ".parlance/go/first_steps";
      await need("go", ["build", "-o", program, "./examples/go/first_steps"], { quiet: true, signal });
      return [program];
    },
  },
];

/** Where the steps are taken, and how long they may last. */
export interface TakeOptions {
  /** By what the SDK finds the platform and is let in. */
  readonly env: Readonly<Record<string, string>>;
  /** Ends them when aborted. */
  readonly signal: AbortSignal;
  /** Default: what is found on this machine. */
  readonly parts?: readonly Prerequisite[];
  /** Milliseconds for preparing them. Default: ten minutes, for packages may have to be fetched. */
  readonly prepareMs?: number;
  /** Milliseconds for the program. Default: one minute. */
  readonly runMs?: number;
}

/**
 * Takes the first steps of one language and shows what the program says. Resolves to `undefined`, or to a sentence that says
 * why it was not run to its end and what to do.
 */
export async function takeFirstSteps(steps: FirstSteps, options: TakeOptions): Promise<string | undefined> {
  const { env, signal, parts = prerequisites(), prepareMs = 600_000, runMs = 60_000 } = options;
  const missing = parts.find(({ name, path }) => name === steps.needs && path === undefined);
  if (missing !== undefined) return `There is no ${missing.name} here. To see this one, ${missing.remedy}.`;
  let command: Command;
  try {
    command = await steps.prepare(AbortSignal.any([signal, AbortSignal.timeout(prepareMs)]));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const [program, ...args] = command;
  const limit = AbortSignal.timeout(runMs);
  const { code } = await run(program, args, { env, signal: AbortSignal.any([signal, limit]) });
  if (limit.aborted) return `\`${command.join(" ")}\` had not ended after ${runMs / 1000} s and was stopped.`;
  return code === 0 ? undefined : `\`${command.join(" ")}\` ended with exit code ${code}.`;
}
