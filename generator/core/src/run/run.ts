import type { Diagnostic } from "@parlance/contract";
import { check } from "../write/check.js";
import { write } from "../write/write.js";
import { alreadyDone } from "./already-done.js";
import { distinctDiagnostics } from "./distinct-diagnostics.js";
import { inputsOf } from "./inputs.js";
import { printTarget } from "./print-target.js";
import type { RunOptions } from "./run-options.js";
import type { RunResult } from "./run-result.js";

/**
 * The whole way from documents to SDKs: load → normalise → Contract → print per language → write or check.
 *
 * All problems of the documents are collected before the run ends; nothing is written if one of them is an error. Throws
 * only for a defect of the generator or a language pack.
 */
export async function run(options: RunOptions): Promise<RunResult> {
  const done = await alreadyDone(options);
  if (done !== undefined) {
    return done;
  }
  const { contract, diagnostics: found, files } = await options.read();
  const { inputs, watched } = inputsOf(options.documents, files);
  if (contract === undefined || hasError(found)) {
    return { status: "failed", outputs: [], diagnostics: found, inputs: watched };
  }
  const printed = await Promise.all(
    options.targets.map((target) => printTarget({ target, contract, options, inputs })),
  );
  const diagnostics = [...found, ...distinctDiagnostics(printed.flatMap((each) => each.diagnostics))];
  if (hasError(diagnostics)) {
    return { status: "failed", outputs: [], diagnostics, inputs: watched };
  }
  const outputs = printed.map(({ output }) => output);
  const result =
    options.check === true ? await check(outputs) : await write(outputs, { force: options.force === true });
  return {
    status: statusOf({ ...result, check: options.check === true }),
    outputs: result.outputs,
    diagnostics: [...diagnostics, ...result.diagnostics],
    inputs: watched,
  };
}

function statusOf(result: Pick<RunResult, "outputs" | "diagnostics"> & { check: boolean }): RunResult["status"] {
  if (hasError(result.diagnostics)) {
    return "failed";
  }
  if (result.outputs.every(({ changes }) => changes.length === 0)) {
    return "unchanged";
  }
  return result.check ? "differs" : "changed";
}

function hasError(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === "error");
}
