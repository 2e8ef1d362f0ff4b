import type { Finding } from "../run/finding.js";
import type { Run } from "../run/run.js";
import { repeatLines, sentText } from "./evidence.js";

const schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/**
 * A run as SARIF 2.1.0 (OASIS), which code hosts show beside the document's lines. Findings are errors; what was never tried is
 * open.
 */
export function sarifReport(run: Run): string {
  const { findings, coverage, verdict, reason } = run;
  const rules = new Map(findings.map(({ check, title, source }) => [check, { check, title, source }]));
  const sarif = {
    $schema: schema,
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "parlance test",
            informationUri: "https://github.com/parlance-dev/parlance",
            rules: [...rules.values()].map(({ check, title, source }) => ({
              id: check,
              shortDescription: { text: title },
              help: { text: source },
            })),
          },
        },
        invocations: [
          {
            executionSuccessful: verdict !== "invalid",
            ...(reason !== undefined && {
              toolExecutionNotifications: [{ level: "error", message: { text: reason } }],
            }),
          },
        ],
        results: [
          ...findings.map((finding) => resultOf(finding, run.url)),
          ...coverage.operations.flatMap(({ operation, notes }) => notes.map((note) => noteOf(operation, note))),
        ],
      },
    ],
  };
  return `${JSON.stringify(sarif, undefined, 2)}\n`;
}

function resultOf(finding: Finding, url: string): object {
  const { check, subject, message, place } = finding;
  return {
    ruleId: check,
    level: "error",
    message: { text: `${subject}: ${message} Sent: ${sentText(finding)}.` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(place.file) },
          region: { startLine: place.line },
        },
        logicalLocations: [{ name: subject, kind: "function" }],
      },
    ],
    properties: { repeat: repeatLines(finding, url) },
  };
}

function noteOf(operation: string, note: string): object {
  return {
    ruleId: "not-covered",
    level: "none",
    kind: "open",
    message: { text: `${operation}: ${note}` },
    locations: [{ logicalLocations: [{ name: operation, kind: "function" }] }],
  };
}

/** A path as a reference relative to the repository, as code hosts expect it. */
function uriOf(file: string): string {
  return file.split("/").map(encodeURIComponent).join("/");
}
