import { type Contract, readContract } from "@parlance/contract";
import { expect, test } from "vitest";
import { emptyProfile } from "../profile/profile.js";
import type { Run } from "../run/run.js";
import { testContract } from "../test-contract.js";
import { notesDocument } from "../testing/notes-document.js";
import { startNotes, tokens } from "../testing/notes-server.js";
import { jsonReport } from "./json.js";
import { junitReport } from "./junit.js";
import { terminalReport } from "./terminal.js";

const { contract } = (await readContract({
  openapi: ["notes.yaml"],
  texts: { "notes.yaml": notesDocument },
})) as { contract: Contract };
const failed = await run();
const invalid: Run = { ...failed, verdict: "invalid", reason: 'nobody said <"why">\u0000', findings: [] };

async function run(): Promise<Run> {
  await using server = await startNotes("no maximum", "missing header");
  const profile = { ...emptyProfile, credentials: { valid: { bearer: tokens.valid } } };
  return await testContract({ contract, url: server.url, profile });
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

test("No report shows a credential", () => {
  for (const text of [terminalReport(failed), jsonReport(failed), junitReport(failed)])
    expect(text).not.toContain(tokens.valid);
});
