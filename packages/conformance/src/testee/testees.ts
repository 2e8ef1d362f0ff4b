import { fileURLToPath } from "node:url";
import { buildGoTestee } from "./go-testee.js";
import { pythonTestee } from "./python-testee.js";
import type { TesteeProgram } from "./testee-process.js";

/** The folder of each language's testee. */
const testeeFolder = (language: string): string => fileURLToPath(new URL(`../../testees/${language}`, import.meta.url));

/** Makes the testee of each language, and says how it is started; undefined where its language is not installed. */
const makers: Readonly<Record<string, () => TesteeProgram | undefined>> = {
  typescript: () => ({ command: process.execPath, arguments: [`${testeeFolder("typescript")}/testee.ts`] }),
  go: () => buildGoTestee(testeeFolder("go")),
  python: () => pythonTestee(`${testeeFolder("python")}/testee.py`),
  "python-sync": () => pythonTestee(`${testeeFolder("python")}/testee_sync.py`),
};

/** The names of all testees, installed or not. */
export const testeeNames: readonly string[] = Object.keys(makers);

/**
 * The testees there are, by their names. While one is being written, `TESTEES=go` leaves out the others (names joined by commas).
 *
 * @throws Error that says what to do, when one cannot be built, or in CI when its language is missing.
 */
export function testees(env: NodeJS.ProcessEnv = process.env): [name: string, program: TesteeProgram][] {
  const chosen = env["TESTEES"]?.split(",") ?? testeeNames;
  return chosen.flatMap((name): [string, TesteeProgram][] => {
    const make = makers[name];
    if (make === undefined) throw new Error(`There is no testee ${name}; TESTEES takes ${testeeNames.join(", ")}.`);
    const program = make();
    return program === undefined ? [] : [[name, program]];
  });
}
