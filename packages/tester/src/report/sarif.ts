import type { Finding } from "../run/finding.js";
import type { Run } from "../run/run.js";
import { repeatLines, sentText } from "./evidence.js";
import { type Gap, gapsOf } from "./not-covered.js";

const schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
const notCovered = "not-covered";

/**
 * A run as SARIF 2.1.0 (OASIS), which code hosts show beside the document's lines. Findings are errors; what was not seen is
 * open: of that nothing is said.
 */
export function sarifReport(run: Run): string {
  const { findings, flaky, verdict, reason } = run;
  const rules = rulesOf([...findings, ...flaky]);
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  const sarif = {
    $schema: schema,
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: { name: "parlance test", informationUri: "https://github.com/parlance-dev/parlance", rules },
        },
        invocations: [
          {
            executionSuccessful: verdict !== "invalid",
            ...(reason !== undefined && {
              toolExecutionNotifications: [{ level: "error", message: { text: reason } }],
            }),
          },
        ],
        columnKind: "utf16CodeUnits",
        results: [
          ...findings.map((finding) => resultOf(finding, run.url, "error")),
          ...flaky.map((finding) => resultOf(finding, run.url, "note")),
          ...gapsOf(run).map(openOf),
        ].map((result) => ({ ...result, ruleIndex: indexes.get(result.ruleId) })),
      },
    ],
  };
  return `${JSON.stringify(sarif, undefined, 2)}\n`;
}

interface Rule {
  readonly id: string;
  readonly shortDescription: { readonly text: string };
  readonly help: { readonly text: string };
}

function rulesOf(findings: readonly Finding[]): readonly Rule[] {
  const rules = new Map(
    findings.map(({ check, title, source }) => [
      check,
      { id: check, shortDescription: { text: title }, help: { text: source } },
    ]),
  );
  const open = {
    id: notCovered,
    shortDescription: { text: "What the run did not see" },
    help: { text: "Nothing of it was tested, so that it has neither passed nor failed." },
  };
  return [...rules.values(), open];
}

function resultOf(finding: Finding, url: string, level: "error" | "note") {
  const { check, subject, message, place } = finding;
  const seen = level === "error" ? "" : "Came once, and not again: ";
  return {
    ruleId: check,
    level,
    message: { text: `${seen}${subject}: ${message} Sent: ${sentText(finding)}.` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(place.file) },
          region: { startLine: place.line },
        },
        logicalLocations: [{ name: subject, kind: "function" }],
      },
    ],
    partialFingerprints: { "parlanceFinding/v1": [check, subject, finding.pointer ?? ""].join(" ") },
    properties: { repeat: repeatLines(finding, url) },
  };
}

function openOf({ subject, text, kind }: Gap) {
  return {
    ruleId: notCovered,
    level: "none",
    kind: "open",
    message: { text: `${subject}: ${text}` },
    locations: [{ logicalLocations: [{ name: subject, kind: "function" }] }],
    properties: { about: kind },
  };
}

/** A path as a reference relative to the repository, as code hosts expect it. */
function uriOf(file: string): string {
  return file.split("/").map(encodeURIComponent).join("/");
}
