import type { Change, OutputChanges, RunResult } from "@parlance/generator";
import { count, type Reporter } from "./reporter.js";

const done: Readonly<Record<Change["kind"], string>> = { add: "added", change: "changed", remove: "removed" };
const found: Readonly<Record<Change["kind"], string>> = { add: "missing", change: "changed", remove: "stale" };

/** Says what a run of `generate` did or found. */
export async function reportRun(result: RunResult, reporter: Reporter): Promise<void> {
  const { status, outputs, diagnostics } = result;
  const words = status === "changed" ? done : found;
  reporter.json({
    status,
    changed: status === "changed",
    files: outputs.flatMap(({ language, folder, changes }) => {
      return changes.map(({ path, kind }) => ({ language, folder, path, change: words[kind] }));
    }),
    diagnostics,
  });
  await reporter.diagnostics(diagnostics, { everything: false });
  if (status === "failed") {
    reporter.progress("Nothing was written.");
    return;
  }
  for (const output of outputs) {
    if (status === "differs") {
      output.changes.forEach(({ path, kind }) => reporter.result(`${found[kind]} ${output.folder}/${path}`));
    }
    reporter.result(summary(output, words));
  }
}

function summary(
  { language, folder, changes }: OutputChanges,
  words: Readonly<Record<Change["kind"], string>>,
): string {
  const counts = (["add", "change", "remove"] as const)
    .map((kind) => ({ kind, number: changes.filter((each) => each.kind === kind).length }))
    .filter(({ number }) => number > 0)
    .map(({ kind, number }) => `${count(number, "file")} ${words[kind]}`);
  return `${language} in ${folder}: ${counts.length === 0 ? "up to date" : counts.join(", ")}`;
}
