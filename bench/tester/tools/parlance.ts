import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parlanceBin } from "../parlance-bin.ts";
import { runFor } from "./run-for.ts";
import { masked, type Tool } from "./tool.ts";

/** What is read of `--report json`. */
interface Report {
  readonly requests: number;
  readonly findings: readonly {
    readonly check: string;
    readonly subject: string;
    readonly pointer?: string;
    readonly message: string;
  }[];
}

const { version } = JSON.parse(readFileSync(join(parlanceBin, "../../package.json"), "utf8")) as {
  readonly version: string;
};

/** Our own tester, by its command. It has a credential of each class that a profile can name. */
export const parlance: Tool = {
  name: "parlance test",
  version,
  command: "parlance test URL --openapi DOCUMENT --profile PROFILE --seed 1 --report json:FILE",
  correctRuns: 2,
  install: () => Promise.resolve(),
  async test({ testee, document, folder, cpuSeconds }) {
    const [profile, report] = [join(folder, "profile.json"), join(folder, "report.json")];
    const credentials = Object.entries(testee.credentials).map(([name, token]) => [name, { bearer: token }]);
    writeFileSync(profile, JSON.stringify({ credentials: Object.fromEntries(credentials) }));
    const options = ["--openapi", document, "--profile", profile, "--seed", "1", "--report", `json:${report}`];
    const took = await runFor({
      command: [process.execPath, parlanceBin, "test", testee.url, ...options],
      cwd: folder,
      log: join(folder, "log.txt"),
      cpuSeconds,
    });
    if (!existsSync(report)) return { failures: [], cases: 0, ...took };
    const { findings, requests } = JSON.parse(readFileSync(report, "utf8")) as Report;
    const failures = findings.map(({ subject, check, pointer = "", message }) =>
      `${subject} ${check} ${pointer} ${masked(message)}`.trim(),
    );
    return { failures: [...new Set(failures)], cases: requests, ...took };
  },
};
