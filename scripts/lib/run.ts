import { spawn } from "node:child_process";
import { delimiter, join } from "node:path";

import { root } from "./root.ts";

/** How a command is run; left-out members mean: in the repository's top folder, output passed through. */
export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Keep the output instead of showing it. */
  readonly quiet?: boolean;
  /** Ends the command when aborted. */
  readonly signal?: AbortSignal;
}

/** What a finished command left behind. `output` is stdout and stderr as they came, and empty unless `quiet` was set. */
export interface RunResult {
  readonly code: number;
  readonly output: string;
}

/** The environment of everything the scripts start: Node and tools from the repository, no telemetry. */
export function environment(extra: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  return {
    ...process.env,
    PATH: [join(root, "node_modules/.bin"), process.env["PATH"] ?? ""].join(delimiter),
    TURBO_TELEMETRY_DISABLED: "1",
    DO_NOT_TRACK: "1",
    SCARF_ANALYTICS: "false",
    ...extra,
  };
}

/** Runs one command to its end. Never rejects because of an exit code; a command that cannot be started gives code 127. */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? root,
      env: environment(options.env),
      signal: options.signal,
      stdio: ["ignore", options.quiet ? "pipe" : "inherit", options.quiet ? "pipe" : "inherit"],
    });
    let output = "";
    const keep = (text: string): void => void (output += text);
    child.stdout?.setEncoding("utf8").on("data", keep);
    child.stderr?.setEncoding("utf8").on("data", keep);
    child.on("error", (error) => resolve({ code: 127, output: `${output}${error.message}\n` }));
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

/** Runs a command whose failure makes going on pointless: on a failure it shows the output and throws. */
export async function need(command: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  const { code, output } = await run(command, args, options);
  if (code === 0) return output;
  process.stderr.write(output);
  throw new Error(`\`${command} ${args.join(" ")}\` ended with exit code ${code}; its output stands above.`);
}
