import { Type } from "typebox";
import { Compile } from "typebox/schema";
import { describe, expect, test } from "vitest";
import { emptyProfile } from "../profile/profile.js";
import type { Finding, StoryFinding } from "../run/finding.js";
import type { Run } from "../run/run.js";
import { testContract } from "../test-contract.js";
import { contractOf } from "../testing/contract-of.js";
import { notesDocument } from "../testing/notes-document.js";
import { startNotes, tokens } from "../testing/notes-server.js";
import { curlLine } from "./curl.js";
import { htmlReport } from "./html.js";
import { jsonReport } from "./json.js";
import { junitReport } from "./junit.js";
import { gapsOf } from "./not-covered.js";
import { reports } from "./reports.js";
import { sarifReport } from "./sarif.js";
import { terminalReport } from "./terminal.js";

const contract = await contractOf({ openapi: { "notes.yaml": notesDocument } });
const failed = await run();
const invalid: Run = { ...failed, verdict: "invalid", reason: 'nobody said <"why">\u0000', findings: [] };

async function run(): Promise<Run> {
  await using server = await startNotes("no maximum", "missing header", "deleted still read");
  const profile = { ...emptyProfile, credentials: { valid: { bearer: tokens.valid } } };
  return await testContract({ contract, url: server.url, profile, settleMs: 5 });
}

const place = { file: "specs/my events.yaml", line: 7 };
const story: StoryFinding = {
  kind: "story",
  check: "event-comes",
  title: "An event comes",
  source: "AsyncAPI 3.0",
  subject: "notes",
  message: "No event came <in> time.",
  place,
  scenario: { kind: "trigger", subject: "notes", steps: [{ do: "close", as: "a" }] },
  story: {
    scenario: { kind: "trigger", subject: "notes", steps: [] },
    entries: [{ kind: "closed", by: "a", cause: "tester", step: 0, atMs: 12 }],
    whole: true,
  },
  entry: 0,
};
/** A run with all that one can have: findings of both kinds, what came once, channels, webhooks, notes. */
const full: Run = {
  ...failed,
  findings: [...failed.findings, story],
  flaky: [{ ...story, subject: "others" }],
  notes: ["resuming"],
  coverage: {
    ...failed.coverage,
    operations: failed.coverage.operations.map((each) =>
      each.operation === "notes.get" ? { ...each, answers: [{ status: 404, count: 3 }] } : each,
    ),
    channels: [
      {
        channel: "notes",
        held: 1,
        refused: 0,
        undeclared: 0,
        messages: [
          { message: "changed", received: 2 },
          { message: "rename", sent: 0 },
        ],
        replies: [{ operation: "rename", ok: 0, errors: 0 }],
        notes: [],
      },
      {
        channel: "silent",
        held: 0,
        refused: 0,
        undeclared: 0,
        messages: [{ message: "x", received: 0 }],
        replies: [],
        notes: [],
      },
    ],
    webhooks: [
      { webhook: "note.changed", deliveries: 2, outcomes: { "2xx": 2 }, notes: [] },
      { webhook: "note.removed", deliveries: 0, outcomes: {}, notes: ["no endpoint can be registered"] },
    ],
  },
};

describe("The terminal", () => {
  const text = terminalReport(failed);

  test("shows each finding with its place and a line that repeats it", () => {
    expect(text).toContain("notes.create: body at /stars breaks maximum, but the answer is 201.");
    expect(text).toMatch(/\(values of request \d+ of seed 1\); declared at notes\.yaml:\d+/u);
    expect(text).toContain("curl -i -X POST");
    expect(text).toMatch(/^FAILED: \d+ findings \(\d+ requests to 5 of 5 operations/mu);
  });

  test("says what share of the contract was seen, and what was not", () => {
    expect(text).toMatch(/^Seen of the contract: operations 5\/5, answers \d+\/\d+, parameters /mu);
    expect(text).toContain("expired: the profile has no `expired` credential");
    expect(terminalReport(full)).toContain("never answered with success: notes.get");
    expect(terminalReport(full)).toContain("never received as a message: silent x");
  });

  test("counts the requests also where no operation is tested", () => {
    const coverage = { ...failed.coverage, operations: [], channels: [] };
    expect(terminalReport({ ...failed, coverage, requests: 3 })).toMatch(/\(3 requests in [\d.]+ s, seed 1\)$/mu);
  });

  test("says of an invalid run why, and never that it passed", () => {
    expect(terminalReport(invalid)).toContain("INVALID RUN: nobody said");
    expect(terminalReport(invalid)).not.toContain("PASSED");
  });
});

test("JSON holds the run, each finding with its case and what came back, and what was not covered", () => {
  const report = JSON.parse(jsonReport(failed)) as { findings: { case: object; answer: { status: number } }[] };
  expect(report).toMatchObject({
    parlanceRun: 1,
    verdict: "failed",
    seed: 1,
    coverage: { shares: { operations: { of: 5 } } },
  });
  expect(report.findings[0]?.answer.status).toBeGreaterThan(0);
  expect(report.findings[0]?.case).toMatchObject({ credential: "valid" });
  expect(JSON.parse(jsonReport(full))).toMatchObject({
    notCovered: expect.arrayContaining([{ kind: "run", subject: failed.url, text: "resuming" }]) as object[],
  });
});

describe("JUnit", () => {
  const text = junitReport(full);

  test("has a case for each operation, channel and webhook, and holds any text", () => {
    expect(text).toContain('<testcase classname="operations" name="notes.create"><failure type="broken-refused"');
    expect(text).toContain(
      '<testcase classname="channels" name="notes"><failure type="event-comes" message="No event came &lt;in&gt; time.">',
    );
    expect(text).toContain('<testcase classname="webhooks" name="note.changed"></testcase>');
    expect(junitReport(invalid)).toContain('<error message="nobody said &lt;&quot;why&quot;&gt;\uFFFD"/>');
  });

  test("skips what never answered with success and what was never observed", () => {
    const unheard = junitReport({ ...full, findings: [] });
    expect(unheard).toContain('name="notes.get"><skipped message="never answered with success (only 404)"/>');
    expect(unheard).toContain('name="silent"><skipped message="never received: x"/>');
    expect(unheard).toContain('name="note.removed"><skipped message="no endpoint can be registered"/>');
    expect(unheard).toMatch(/tests="9" failures="0" errors="0" skipped="3"/u);
  });
});

/** What the published schema of SARIF 2.1.0 demands of what is used here, and its section 3.27.10 of levels and kinds. */
const located = Type.Object({
  physicalLocation: Type.Optional(
    Type.Object({
      artifactLocation: Type.Object({ uri: Type.String({ format: "uri-reference" }) }),
      region: Type.Object({ startLine: Type.Integer({ minimum: 1 }) }),
    }),
  ),
  logicalLocations: Type.Array(Type.Object({ name: Type.String(), kind: Type.String() }), { uniqueItems: true }),
});
const text = Type.Object({ text: Type.String({ minLength: 1 }) });
const result = Type.Object({
  ruleId: Type.String(),
  ruleIndex: Type.Integer({ minimum: 0 }),
  level: Type.Union(["none", "note", "warning", "error"].map((each) => Type.Literal(each))),
  kind: Type.Optional(
    Type.Union(["notApplicable", "pass", "fail", "review", "open"].map((each) => Type.Literal(each))),
  ),
  message: text,
  locations: Type.Array(located),
  partialFingerprints: Type.Optional(Type.Record(Type.String(), Type.String())),
  properties: Type.Object({}),
});
const sarif = Compile(
  Type.Object(
    {
      $schema: Type.String({ format: "uri" }),
      version: Type.Literal("2.1.0"),
      runs: Type.Array(
        Type.Object({
          tool: Type.Object({
            driver: Type.Object({
              name: Type.String(),
              informationUri: Type.String({ format: "uri" }),
              rules: Type.Array(Type.Object({ id: Type.String(), shortDescription: text, help: text }), {
                uniqueItems: true,
              }),
            }),
          }),
          invocations: Type.Array(Type.Object({ executionSuccessful: Type.Boolean() })),
          columnKind: Type.Union([Type.Literal("utf16CodeUnits"), Type.Literal("unicodeCodePoints")]),
          results: Type.Array(result),
        }),
      ),
    },
    { additionalProperties: false },
  ),
);

describe("SARIF", () => {
  interface Sarif {
    readonly runs: readonly {
      readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
      readonly results: readonly {
        readonly ruleId: string;
        readonly ruleIndex: number;
        readonly kind?: string;
        readonly level: string;
        readonly locations: readonly object[];
        readonly message: { readonly text: string };
      }[];
    }[];
  }
  const [run] = (JSON.parse(sarifReport(full)) as Sarif).runs;

  test("is what its schema says", () => {
    for (const each of [failed, full, invalid]) expect(sarif.Errors(JSON.parse(sarifReport(each)))[1]).toEqual([]);
  });

  test("has the document's line of each finding, as a reference that a code host can follow", () => {
    const [first] = run?.results ?? [];
    expect(first?.locations[0]).toMatchObject({
      physicalLocation: {
        artifactLocation: { uri: "notes.yaml" },
        region: { startLine: expect.any(Number) as number },
      },
    });
    expect(JSON.stringify(run?.results)).toContain('"uri":"specs/my%20events.yaml"');
  });

  test("has the rule of each result", () => {
    for (const { ruleId, ruleIndex } of run?.results ?? []) expect(run?.tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
  });

  test("tells what was not covered as open, which has no level", () => {
    const open = run?.results.filter(({ kind }) => kind === "open") ?? [];
    expect(open.length).toBe(gapsOf(full).length);
    expect(open.every(({ level }) => level === "none")).toBe(true);
    expect(open.map(({ message }) => message.text)).toContain("note.removed: no endpoint can be registered");
  });

  test("says of an invalid run that it did not succeed", () => {
    expect(JSON.parse(sarifReport(invalid))).toMatchObject({
      runs: [{ invocations: [{ executionSuccessful: false }] }],
    });
  });
});

describe("The page", () => {
  const page = htmlReport(full);

  test("shows findings with what was sent and answered, step by step, and nothing in them is taken for markup", () => {
    expect(page).toContain("body at /stars breaks maximum");
    expect(page).toContain("No event came &lt;in&gt; time.");
    expect(page).toMatch(/<summary>\d+\. DELETE \/notes\/\{note\}/u);
    expect(htmlReport(invalid)).toContain("nobody said &lt;&quot;why&quot;&gt;");
  });

  test.each([
    "findings",
    "flaky",
    "operations",
    "security",
    "transitions",
    "messages",
    "webhooks",
    "parameters",
    "branches",
    "not-covered",
  ])("has a section %s, to which its beginning leads", (id) => {
    expect(page).toContain(`<h2 id="${id}">`);
    expect(page).toContain(`<a href="#${id}">`);
  });

  test("needs neither scripts nor anything else", () => {
    expect(page).not.toMatch(/<script|<link|<img|\bsrc=|@import|url\(/iu);
  });
});

test("A curl line says that a long body is not in it", () => {
  const line = curlLine({ method: "POST", target: "/", headers: [], body: "x".repeat(3000), secrets: [] }, "http://h");
  expect(line).toBe(
    "curl -i -X POST 'http://h/' --data-binary @BODY # BODY: 3000 characters, which stand in the case that --cases stores",
  );
});

test.each(Object.entries(reports))("%s shows no credential", (_format, report) => {
  expect(report(full)).not.toContain(tokens.valid);
});

test("What a server says does not steer the terminal", () => {
  const told = terminalReport({ ...full, findings: [{ ...story, message: "It was \u001B[2J\u009B31m\u0007." }] });
  expect(told).toContain("It was \uFFFD[2J\uFFFD31m\uFFFD.");
});

test.each(Object.entries(reports))("%s shows no credential that the server says again", (_format, report) => {
  const said = failed.findings.map((finding): Finding => {
    if (finding.kind !== "rest" || finding.exchange.outcome.kind !== "answer") return finding;
    const [secret = ""] = finding.exchange.request.secrets;
    const headers = [["x-echo", secret]] as const;
    const outcome = { ...finding.exchange.outcome, headers, body: Buffer.from(`you are ${secret}`) };
    return { ...finding, exchange: { ...finding.exchange, outcome } };
  });
  expect(report({ ...failed, findings: said })).not.toContain(tokens.valid);
});
