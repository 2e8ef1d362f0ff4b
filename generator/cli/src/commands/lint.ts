import { type ExitCode, exitCode } from "../exit-code.js";
import { count, Reporter } from "../report/reporter.js";
import { lintDocuments } from "../settings/lint-documents.js";

/** The options of `parlance lint`, as commander gives them. */
export interface LintFlags {
  readonly strict?: true;
  readonly json?: true;
}

/** `parlance lint`: reads the documents together, as `generate` would, and prints every diagnostic, notes included. */
export async function lint(specs: readonly string[], flags: LintFlags): Promise<ExitCode> {
  const reporter = new Reporter({ json: flags.json === true });
  const documents = await lintDocuments(specs);
  const { readContract } = await import("@parlance/contract");
  const { contract, diagnostics, files } = await readContract({ documents, strict: flags.strict === true });
  const status = contract === undefined ? "failed" : "fine";
  reporter.json({ status, files: files.map(({ path }) => path), diagnostics });
  await reporter.diagnostics(diagnostics, { everything: true });
  reporter.result(`${count(files.length, "file")} read: ${contract === undefined ? "unusable" : "usable"}`);
  return contract === undefined ? exitCode.unusable : exitCode.fine;
}
