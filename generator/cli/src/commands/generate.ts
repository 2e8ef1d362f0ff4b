import { run, type RunResult } from "@parlance/generator";
import { type ExitCode, exitCode } from "../exit-code.js";
import { ownTime, ownVersion } from "../generator-identity.js";
import { reportRun } from "../report/report-run.js";
import { Reporter } from "../report/reporter.js";
import { type GenerateSettings, generateSettings } from "../settings/generate-settings.js";
import { UnusableInput } from "../unusable-input.js";
import type { GenerateFlags } from "./generate-flags.js";

const codes: Readonly<Record<RunResult["status"], ExitCode>> = {
  unchanged: exitCode.fine,
  changed: exitCode.fine,
  differs: exitCode.findings,
  failed: exitCode.unusable,
};

/**
 * `parlance generate`: one run, or with `--watch` one after every change until it is interrupted. Throws `UnusableInput`
 * if there is nothing to begin with.
 */
export async function generate(flags: GenerateFlags): Promise<ExitCode> {
  const reporter = new Reporter({ json: flags.json === true });
  if (flags.watch !== true) {
    return codes[(await attempt(flags, reporter)).status];
  }
  await generateSettings(flags);
  const { watch } = await import("../watch/watch.js");
  await watch({ attempt: () => attempt(flags, reporter), reporter });
  return exitCode.fine;
}

/** One run with its report. A mistake in options or config is a failed run, not an exception. */
async function attempt(flags: GenerateFlags, reporter: Reporter): Promise<RunResult> {
  const result = await settledRun(flags);
  await reportRun(result, reporter);
  return result;
}

async function settledRun(flags: GenerateFlags): Promise<RunResult> {
  try {
    const settings = await generateSettings(flags);
    const result = await run({ ...runOptions(settings), check: flags.check === true, force: flags.force === true });
    return {
      ...result,
      inputs: [...result.inputs, ...(settings.configFile === undefined ? [] : [settings.configFile])],
    };
  } catch (error) {
    if (!(error instanceof UnusableInput)) {
      throw error;
    }
    return { status: "failed", outputs: [], diagnostics: [error.diagnostic], inputs: [] };
  }
}

function runOptions({ documents, targets, reading }: GenerateSettings): Parameters<typeof run>[0] {
  return {
    documents,
    targets,
    ...reading,
    generator: { version: ownVersion(), time: ownTime() },
    read: async () => (await import("@parlance/contract")).readContract({ ...documents, ...reading }),
  };
}
