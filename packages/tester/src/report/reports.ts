import type { Run } from "../run/run.js";
import { htmlReport } from "./html.js";
import { jsonReport } from "./json.js";
import { junitReport } from "./junit.js";
import { sarifReport } from "./sarif.js";
import { terminalReport } from "./terminal.js";

/** The formats of a report, each a function of a run. None of them shows a credential. */
export const reports = {
  terminal: terminalReport,
  json: jsonReport,
  junit: junitReport,
  sarif: sarifReport,
  html: htmlReport,
} as const satisfies Record<string, (run: Run) => string>;

/** The name of a format. */
export type ReportFormat = keyof typeof reports;
