import { readFile } from "node:fs/promises";
import { type ExitCode, exitCode } from "../exit-code.js";
import { Reporter } from "../report/reporter.js";
import { profileOf } from "../settings/profile.js";
import { unusable } from "../unusable-input.js";

/** The options of `parlance replay`, as commander gives them. */
export interface ReplayFlags {
  readonly url?: string;
  readonly profile?: string;
}

/**
 * `parlance replay`: sends one stored case, or plays one stored scenario, again. Exit code 1 if its check still fails, 0 if not, 2 if that cannot be told.
 * Throws `UnusableInput`.
 */
export async function replay(file: string, flags: ReplayFlags): Promise<ExitCode> {
  const { parseStoredCase, replayCase, TesterError } = await import("@parlance/tester");
  const { readContract } = await import("@parlance/contract");
  const reporter = new Reporter({ json: false });
  try {
    const stored = parseStoredCase(await textOf(file));
    const { contract, diagnostics } = await readContract(stored);
    if (contract === undefined) {
      await reporter.diagnostics(diagnostics, { everything: false });
      return exitCode.unusable;
    }
    const profile = await profileOf(flags.profile ?? stored.profile);
    const url = flags.url === undefined ? {} : { url: flags.url };
    const { verdict, message } = await replayCase(stored, { contract, profile, ...url });
    reporter.result(`${stored.subject}: ${verdict}. ${message}`);
    return { fails: exitCode.findings, passes: exitCode.fine, inconclusive: exitCode.unusable }[verdict];
  } catch (error) {
    if (!(error instanceof TesterError)) throw error;
    throw unusable({ file, code: error.code, message: error.message, help: error.help, cause: error });
  }
}

function textOf(file: string): Promise<string> {
  return readFile(file, "utf8").catch((cause: unknown) => {
    throw unusable({
      file,
      code: "case-unreadable",
      message: `${file} cannot be read.`,
      help: "Name a file that parlance test --cases has written.",
      cause,
    });
  });
}
