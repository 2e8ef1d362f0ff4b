import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { installPython } from "../../generate/peers/install.ts";
import { runFor } from "./run-for.ts";
import { masked, type Said, type Tool } from "./tool.ts";

/** What is read of an event of the NDJSON report. */
interface Event {
  readonly ScenarioFinished?: {
    readonly recorder?: {
      readonly cases?: Readonly<Record<string, unknown>>;
      readonly checks?: Readonly<Record<string, readonly Checked[]>>;
    };
  };
}

interface Checked {
  readonly name: string;
  readonly failure_info?: {
    readonly failure: { readonly type: string; readonly operation: string; readonly message: string };
  };
}

const version = "4.32.5";
/** Examples of each operation in the fuzzing phase: with its usual 100 the time is over before the stateful phase. */
const examples = 30;

/** schemathesis of PyPI with all checks and phases, without rules of the platform's own. */
export const schemathesis: Tool = {
  name: "schemathesis",
  version,
  command:
    "schemathesis run DOCUMENT --url=URL -H 'Authorization: Bearer TOKEN' --checks all --max-examples 30 --seed 1 --no-shrink --continue-on-failure",
  correctRuns: 2,
  install: (folder) => installPython(folder, `schemathesis==${version}`),
  async test({ testee, document, folder, cpuSeconds, installed, isNew }) {
    const report = join(folder, "events.ndjson");
    const options = [
      `--url=${testee.url}`,
      `--header=Authorization: Bearer ${testee.credentials.valid}`,
      "--checks=all",
      `--max-examples=${examples}`,
      "--seed=1",
      "--no-shrink",
      "--continue-on-failure",
      "--generation-database=none",
      "--no-color",
      "--report=ndjson",
      `--report-ndjson-path=${report}`,
    ];
    const took = await runFor({
      command: [join(installed, "bin/schemathesis"), "run", document, ...options],
      cwd: folder,
      log: join(folder, "log.txt"),
      cpuSeconds,
      isSettled: () => read(report).failures.some(isNew),
    });
    return { ...read(report), ...took };
  },
};

function read(file: string): Pick<Said, "failures" | "cases"> {
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  const failures = new Set<string>();
  let cases = 0;
  // What stands behind the last line break is being written, or was cut off.
  for (const line of text.split("\n").slice(0, -1)) {
    const { recorder } = (JSON.parse(line) as Event).ScenarioFinished ?? {};
    cases += Object.keys(recorder?.cases ?? {}).length;
    for (const { failure_info: info } of Object.values(recorder?.checks ?? {}).flat()) {
      if (info === undefined) continue;
      const { operation, type, message } = info.failure;
      failures.add(`${operation} ${type} ${masked(message.split("\n")[0] ?? "")}`);
    }
  }
  return { failures: [...failures], cases };
}
