import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { TesteeProgram } from "./testee-process.js";

const root = new URL("../../../../", import.meta.url);
const environment = fileURLToPath(new URL("scripts/python.ts", root));
const python = fileURLToPath(new URL(".parlance/python/bin/python", root));

/**
 * A Python testee in the repository's virtual environment, which is made first if it is not there. Without Python: undefined, with a
 * word on standard error, and in CI an error.
 *
 * @throws Error with what went wrong, when the environment cannot be made in CI.
 */
export function pythonTestee(program: string, env: NodeJS.ProcessEnv = process.env): TesteeProgram | undefined {
  const { status, stderr } = spawnSync(process.execPath, [environment], { encoding: "utf8", env });
  if (status === 0) return { command: python, arguments: [program] };
  const message = `The Python testees need Python 3.10 or later with venv. ${stderr}`;
  if (env["CI"]) throw new Error(message);
  console.warn(`${message}\nTheir scenarios are left out.`);
  return undefined;
}
