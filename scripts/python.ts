import { spawn } from "node:child_process";
import { delimiter } from "node:path";

import { environment } from "./lib/run.ts";
import { ensurePython } from "./python/environment.ts";

// node scripts/python.ts COMMAND…: runs a command of the repository's virtual environment (python, pytest, ruff …) in the
// current folder. Without a command it only makes the environment.

const [command, ...args] = process.argv.slice(2);
try {
  const commands = await ensurePython();
  if (command !== undefined) process.exitCode = await runIn(commands, command, args);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}

function runIn(commands: string, name: string, args: readonly string[]): Promise<number> {
  const PATH = [commands, process.env["PATH"] ?? ""].join(delimiter);
  const child = spawn(name, args, { env: environment({ PATH }), stdio: "inherit" });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve(code ?? 1));
  });
}
