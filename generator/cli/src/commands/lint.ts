import type { Diagnostic } from "@parlance/contract";
import { type ExitCode, exitCode } from "../exit-code.js";
import { count, Reporter } from "../report/reporter.js";
import { lintSettings } from "../settings/lint-settings.js";

/** The options of `parlance lint`, as commander gives them. */
export interface LintFlags {
  readonly language?: readonly string[];
  readonly perspective?: string;
  readonly strict?: true;
  readonly json?: true;
}

/**
 * `parlance lint`: reads the documents together and asks the languages, as `generate` would, and prints every diagnostic, notes
 * included. Writes nothing.
 */
export async function lint(specs: readonly string[], flags: LintFlags): Promise<ExitCode> {
  const reporter = new Reporter({ json: flags.json === true });
  const { documents, targets, ...reading } = await lintSettings(specs, flags);
  const { readContract } = await import("@parlance/contract");
  const { packDiagnostics } = await import("@parlance/generator");
  const { contract, diagnostics: found, files } = await readContract({ documents, ...reading });
  const said = contract === undefined ? [] : await packDiagnostics(contract, targets, reading);
  const diagnostics = [...found, ...said];
  const usable = contract !== undefined && !said.some(isError);
  reporter.json({ status: usable ? "fine" : "failed", files: files.map(({ path }) => path), diagnostics });
  await reporter.diagnostics(diagnostics, { everything: true });
  reporter.result(`${count(files.length, "file")} read: ${usable ? "usable" : "unusable"}`);
  return usable ? exitCode.fine : exitCode.unusable;
}

function isError({ severity }: Diagnostic): boolean {
  return severity === "error";
}
