import { spawn } from "node:child_process";

/** What a program left behind. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Milliseconds after which a program is ended: shorter than the hook that installs the generator may take. */
const limit = 540_000;

/** Runs a program in a folder to its end, without telemetry. */
export function run(folder: string, command: string, parameters: readonly string[]): Promise<Ended> {
  const child = spawn(command, parameters, {
    cwd: folder,
    env: { ...process.env, SCARF_ANALYTICS: "false" },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: limit,
  });
  const texts = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream].setEncoding("utf8").on("data", (text: string) => void (texts[stream] += text));
  }
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, ...texts }));
  });
}
