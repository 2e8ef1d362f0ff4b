import { access, constants, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Run, RunSettings, TestOptions } from "@parlance/tester";
import { type ExitCode, exitCode } from "../exit-code.js";
import { interruption } from "../interruption.js";
import { Reporter } from "../report/reporter.js";
import { profileOf } from "../settings/profile.js";
import { perspectiveOf } from "../settings/reading.js";
import { unusable, type UnusableInput } from "../unusable-input.js";

/** The options of `parlance test`, as commander gives them. */
export interface TestFlags {
  readonly openapi?: readonly string[];
  readonly asyncapi?: readonly string[];
  readonly perspective?: string;
  readonly profile?: string;
  readonly seed?: string;
  readonly time?: string;
  readonly only?: readonly string[];
  readonly report?: readonly string[];
  readonly cases?: string;
}

/** A report, and the file that takes it; without one it goes to stdout. */
interface Wanted {
  readonly report: (run: Run) => string;
  readonly file?: string;
}

/**
 * `parlance test`: tests the server at `url` against the documents. Exit code 1 if it does not keep them, 2 if nothing can be
 * said, because the documents, the profile or the credential cannot be used. Throws `UnusableInput`.
 */
export async function test(url: string, flags: TestFlags): Promise<ExitCode> {
  const reports = await Promise.all((flags.report ?? ["terminal"]).map(parseReport));
  const seed = wholeNumber("--seed", flags.seed, 1);
  const seconds = flags.time === undefined ? undefined : wholeNumber("--time", flags.time, 1);
  const reporter = new Reporter({ json: false });
  const { readContract } = await import("@parlance/contract");
  const { openapi = [], asyncapi = [] } = flags;
  const documents = { openapi, asyncapi, ...perspectiveOf(flags) };
  const { contract, diagnostics } = await readContract(documents);
  const { perspectiveDoubts } = await import("@parlance/generator");
  const doubts = contract === undefined ? [] : perspectiveDoubts(contract, contract.channels);
  await reporter.diagnostics([...diagnostics, ...doubts], { everything: false });
  if (contract === undefined) return exitCode.unusable;
  await makeRoom(reports, flags.cases);
  const run = await conduct({ url, contract, seed, seconds, flags });
  for (const { report, file } of reports) await write(report(run), file);
  if (flags.cases !== undefined)
    await writeCases(run, flags.cases, { url, ...documents, seed, profile: flags.profile });
  return { passed: exitCode.fine, failed: exitCode.findings, invalid: exitCode.unusable }[run.verdict];
}

async function conduct(options: {
  readonly url: string;
  readonly contract: TestOptions["contract"];
  readonly seed: number;
  readonly seconds: number | undefined;
  readonly flags: TestFlags;
}): Promise<Run> {
  const { url, contract, seed, seconds, flags } = options;
  const { testContract, TesterError } = await import("@parlance/tester");
  const stop = new AbortController();
  void interruption().then(() => stop.abort());
  try {
    return await testContract({
      contract,
      url,
      profile: await profileOf(flags.profile),
      seed,
      ...(seconds !== undefined && { seconds }),
      ...(flags.only !== undefined && { only: flags.only }),
      signal: stop.signal,
      onProgress: ({ round, requests, findings }) =>
        process.stderr.write(`round ${round + 1}: ${requests} requests, ${findings} findings\n`),
    });
  } catch (error) {
    if (!(error instanceof TesterError)) throw error;
    throw unusable({ code: error.code, message: error.message, help: error.help, cause: error });
  }
}

/** A run may be long: what cannot be written is told before it. */
async function makeRoom(reports: readonly Wanted[], cases: string | undefined): Promise<void> {
  for (const { file } of reports)
    if (file !== undefined)
      await access(dirname(file), constants.W_OK).catch((cause: unknown) => {
        throw unwritable(file, cause);
      });
  if (cases !== undefined)
    await mkdir(cases, { recursive: true }).catch((cause: unknown) => {
      throw unwritable(cases, cause);
    });
}

async function write(text: string, file: string | undefined): Promise<void> {
  if (file === undefined) {
    process.stdout.write(text);
    return;
  }
  await writeFile(file, text).catch((cause: unknown) => {
    throw unwritable(file, cause);
  });
}

function unwritable(file: string, cause: unknown): UnusableInput {
  return unusable({
    file,
    code: "report-unwritable",
    message: `Nothing can be written to ${file}.`,
    help: "Name a place that exists and can be written.",
    cause,
  });
}

/** Writes each finding as a file for `parlance replay`. */
async function writeCases(
  run: Run,
  folder: string,
  { profile, ...documents }: Omit<RunSettings, "profile"> & { readonly profile: string | undefined },
): Promise<void> {
  const { storeCase } = await import("@parlance/tester");
  const settings = { ...documents, ...(profile !== undefined && { profile }) };
  for (const [index, finding] of run.findings.entries()) {
    const name = `${String(index + 1).padStart(3, "0")}-${finding.subject.replaceAll(/[^\w.-]/gu, "_")}-${finding.check}.json`;
    await write(storeCase(finding, settings), join(folder, name.replaceAll(/[^\w.-]/gu, "_")));
  }
}

async function parseReport(text: string): Promise<Wanted> {
  const { reports } = await import("@parlance/tester");
  const [format = "", ...rest] = text.split(":");
  const file = rest.join(":");
  const report = Object.entries(reports).find(([name]) => name === format)?.[1];
  if (report === undefined)
    throw unusable({
      code: "report-unknown",
      message: `"${text}" names no report.`,
      help: `Write one of ${Object.keys(reports).join(", ")}, with :FILE behind it for a file.`,
    });
  return file === "" ? { report } : { report, file };
}

function wholeNumber(option: string, text: string | undefined, usual: number): number {
  const value = text === undefined ? usual : Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw unusable({
    code: "number-invalid",
    message: `${option} takes a whole number above zero, not "${text}".`,
    help: `Leave ${option} out, or write for example ${option} 30.`,
  });
}
