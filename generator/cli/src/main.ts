import { inspect } from "node:util";
import { CommanderError } from "commander";
import { type ExitCode, exitCode } from "./exit-code.js";
import { ownVersion } from "./generator-identity.js";
import { program } from "./program.js";
import { Reporter } from "./report/reporter.js";
import { unusable, UnusableInput } from "./unusable-input.js";

/** Runs the command with its arguments, without `node` and script. Resolves to the exit code; never rejects. */
export async function main(parameters: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = exitCode.fine;
  [process.stdout, process.stderr].forEach(tolerateClosedPipe);
  process.on("uncaughtException", (error) => {
    reportDefect(error);
    process.exit(exitCode.defect);
  });
  try {
    await program((result) => (code = result)).parseAsync(parameters, { from: "user" });
    return code;
  } catch (error) {
    return failure(error, parameters);
  }
}

async function failure(error: unknown, parameters: readonly string[]): Promise<ExitCode> {
  if (error instanceof CommanderError) {
    return error.exitCode === 0 ? exitCode.fine : misused(error, parameters);
  }
  if (error instanceof UnusableInput) {
    const reporter = new Reporter({ json: parameters.includes("--json") });
    reporter.json({ status: "failed", changed: false, files: [], diagnostics: [error.diagnostic] });
    await reporter.diagnostics([error.diagnostic], { everything: true });
    return exitCode.unusable;
  }
  reportDefect(error);
  return exitCode.defect;
}

/** Commander has told the user already; a program that reads stdout is told here. */
function misused({ message }: CommanderError, parameters: readonly string[]): ExitCode {
  const { diagnostic } = unusable({
    code: "command-invalid",
    message: message.replace(/^error: /u, ""),
    help: "Run parlance --help for the commands and options.",
  });
  const reporter = new Reporter({ json: parameters.includes("--json") });
  reporter.json({ status: "failed", changed: false, files: [], diagnostics: [diagnostic] });
  return exitCode.unusable;
}

function reportDefect(error: unknown): void {
  process.stderr.write(`${inspect(error)}\n\nThis is a defect of parlance ${ownVersion()} (Node ${process.version}). `);
  process.stderr.write("Please report it with the text above: https://github.com/parlance-dev/parlance/issues\n");
}

/** `parlance lint | head` closes the pipe when it has seen enough; that is nobody's mistake. */
function tolerateClosedPipe(stream: NodeJS.WriteStream): void {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") {
      throw error;
    }
  });
}
