import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { installNpm } from "../../generate/peers/install.ts";
import { runFor } from "./run-for.ts";
import { masked, type Said, type Tool } from "./tool.ts";

const version = "2.55.1";
/** Which refusal is answered to the values that it draws is another in each run: taken ids, taken keys, none that is there. */
const refusal = /status 4\d\d$/u;

/** Specmatic of npm, with its generated positive and negative tests, one combination of each kind: more do not end in the time. */
export const specmatic: Tool = {
  name: "Specmatic",
  version,
  command:
    "SPECMATIC_GENERATIVE_TESTS=true MAX_TEST_REQUEST_COMBINATIONS=1 specmatic test --lenient --testBaseURL=URL, with the token in specmatic.yaml",
  correctRuns: 4,
  install: (folder) => installNpm(folder, [`specmatic@${version}`]),
  async test({ testee, document, folder, cpuSeconds, installed, isNew }) {
    writeFileSync(join(folder, "specmatic.yaml"), settings(document));
    const log = join(folder, "log.txt");
    const jar = join(installed, "node_modules/specmatic/specmatic.jar");
    const took = await runFor({
      // A compiler less makes a short run of Java shorter.
      command: ["java", "-XX:TieredStopAtLevel=1", "-jar", jar, "test", "--lenient", `--testBaseURL=${testee.url}`],
      cwd: folder,
      env: {
        TOKEN: testee.credentials.valid,
        SPECMATIC_GENERATIVE_TESTS: "true",
        MAX_TEST_REQUEST_COMBINATIONS: "1",
      },
      log,
      cpuSeconds,
      isSettled: () => read(readFileSync(log, "utf8")).failures.some(isNew),
    });
    return { ...read(readFileSync(log, "utf8")), ...took };
  },
};

function settings(document: string): string {
  return `version: 2
contracts:
  - provides:
      - ${document}
security:
  OpenAPI:
    securitySchemes:
      bearer:
        type: bearer
        token: \${TOKEN:none}
`;
}

/** Reads what it prints at each test, because it writes its report only when it has come to its end. */
function read(text: string): Pick<Said, "failures" | "cases"> {
  const failures = new Set<string>();
  const tests = [...text.matchAll(/^([+-]ve +Scenario: .*?) has (SUCCEEDED|FAILED)$/gmu)];
  // Until it has come to its end, the reason of the last one may not be there as a whole.
  const whole = text.includes("\nTests run:") ? tests : tests.slice(0, -1);
  for (const [index, { 0: line, 1: scenario = "", 2: verdict, index: at }] of whole.entries()) {
    if (verdict !== "FAILED") continue;
    const reason = text.slice(at + line.length, tests[index + 1]?.index);
    const rules = [...reason.matchAll(/>> (\S+)\s+(R\d{4}): .*\n(?:.*\n){2,3}?\s*\n\s*(.*)/gmu)];
    const why = rules
      .map(([, where, rule, what = ""]) => `${where} ${rule} ${masked(what).replace(refusal, "status 4xx")}`)
      .join("; ");
    failures.add(`${masked(scenario.replace(/ with a request where.*/u, ""))}: ${why}`);
  }
  return { failures: [...failures], cases: tests.length };
}
