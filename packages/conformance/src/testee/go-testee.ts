import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { TesteeProgram } from "./testee-process.js";

const binary = fileURLToPath(new URL("../../../../.parlance/testees/go", import.meta.url));

/**
 * Builds the Go testee, which is quick when nothing has changed. Without Go: undefined, with a word on standard error, and in CI an
 * error.
 *
 * @throws Error with the compiler's words, when it does not build.
 */
export function buildGoTestee(folder: string, env: NodeJS.ProcessEnv = process.env): TesteeProgram | undefined {
  const { error, status, stderr } = spawnSync("go", ["build", "-o", binary, "."], {
    cwd: folder,
    encoding: "utf8",
    env,
  });
  if (error) {
    const message = `The Go testee needs Go 1.23 or later: install it from https://go.dev/dl (${error.message}).`;
    if (env["CI"]) throw new Error(message, { cause: error });
    console.warn(`${message} Its scenarios are left out.`);
    return undefined;
  }
  if (status !== 0) throw new Error(`The Go testee does not build:\n${stderr}`);
  return { command: binary, arguments: [] };
}
