import { type Contract, readContract } from "@parlance/contract";
import { expect, test } from "vitest";
import { emptyProfile } from "../profile/profile.js";
import type { Run } from "../run/run.js";
import { testContract } from "../test-contract.js";
import { notesDocument } from "../testing/notes-document.js";
import { startNotes, tokens } from "../testing/notes-server.js";
import { htmlReport } from "./html.js";
import { jsonReport } from "./json.js";
import { junitReport } from "./junit.js";
import { reports } from "./reports.js";
import { sarifReport } from "./sarif.js";
import { terminalReport } from "./terminal.js";

const { contract } = (await readContract({
  openapi: ["notes.yaml"],
  texts: { "notes.yaml": notesDocument },
})) as { contract: Contract };
const failed = await run();
const invalid: Run = { ...failed, verdict: "invalid", reason: 'nobody said <"why">\u0000', findings: [] };

async function run(): Promise<Run> {
  await using server = await startNotes("no maximum", "missing header", "deleted still read");
  const profile = { ...emptyProfile, credentials: { valid: { bearer: tokens.valid } } };
  return await testContract({ contract, url: server.url, profile, settleMs: 5 });
}

test("The terminal shows each finding with its place and a line that repeats it", () => {
  const text = terminalReport(failed);
  expect(text).toContain("notes.create: body at /stars breaks maximum, but the answer is 201.");
  expect(text).toMatch(/declared at notes\.yaml:\d+/u);
  expect(text).toContain("curl -i -X POST");
  expect(text).toMatch(/^FAILED: \d+ findings \(\d+ requests to 5 of 5 operations/mu);
});

test("An invalid run says why, and never that it passed", () => {
  expect(terminalReport(invalid)).toContain("INVALID RUN: nobody said");
  expect(terminalReport(invalid)).not.toContain("PASSED");
});

test("JSON holds the run, each finding with its case and what came back", () => {
  const report = JSON.parse(jsonReport(failed)) as { findings: { case: object; answer: { status: number } }[] };
  expect(report).toMatchObject({ verdict: "failed", seed: 1 });
  expect(report.findings[0]?.answer.status).toBeGreaterThan(0);
  expect(report.findings[0]?.case).toMatchObject({ credential: "valid" });
});

test("JUnit has a case for each operation, and holds any text", () => {
  const text = junitReport(failed);
  expect(text).toContain('<testcase classname="contract" name="notes.create"><failure type="broken-refused"');
  expect(junitReport(invalid)).toContain('<error message="nobody said &lt;&quot;why&quot;&gt;\uFFFD"/>');
});

test("SARIF has the document's line of each finding, and says of an invalid run that it did not succeed", () => {
  const [run] = (JSON.parse(sarifReport(failed)) as { runs: { results: { locations: unknown[] }[] }[] }).runs;
  expect(run?.results[0]?.locations[0]).toMatchObject({
    physicalLocation: { artifactLocation: { uri: "notes.yaml" }, region: { startLine: expect.any(Number) as number } },
  });
  expect(JSON.parse(sarifReport(invalid))).toMatchObject({
    runs: [{ invocations: [{ executionSuccessful: false }] }],
  });
});

test("HTML shows findings with their traces, and what was seen of each operation; nothing in it is taken for markup", () => {
  const text = htmlReport(failed);
  expect(text).toContain("body at /stars breaks maximum");
  expect(text).toMatch(/<tr><td>notes\.list<td>\d+<td>200 × \d+/u);
  expect(htmlReport(invalid)).toContain("nobody said &lt;&quot;why&quot;&gt;");
});

test.each(Object.entries(reports))("%s shows no credential", (_format, report) => {
  expect(report(failed)).not.toContain(tokens.valid);
});
