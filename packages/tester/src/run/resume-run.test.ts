import { expect, test } from "vitest";
import { dialectsOf } from "../connect/dialects.js";
import { contractOf } from "../testing/contract-of.js";
import { logDocument } from "../testing/log-document.js";
import { type LogFault, logTokens, startLog } from "../testing/log-server.js";
import { HttpClient } from "./http-client.js";
import { assemble } from "./parts.js";
import { ResumeRun } from "./resume-run.js";

const contract = await contractOf({ asyncapi: { "log.yaml": logDocument } });
const credentials = Object.fromEntries(Object.entries(logTokens).map(([name, bearer]) => [name, { bearer }]));

/** Tests resuming on a log with these faults. */
async function tryOut(faults: readonly LogFault[], seed = 1) {
  await using server = await startLog(...faults);
  const url = new URL(server.url);
  const client = new HttpClient(url);
  const parts = assemble({
    contract,
    operations: contract.operations,
    channels: contract.channels,
    webhooks: contract.webhooks,
    profile: { credentials, values: {}, skip: [] },
    seed,
    client,
    signal: AbortSignal.timeout(60_000),
    settleMs: 0,
  });
  const { planner, context } = parts;
  const dialects = dialectsOf({
    contract,
    credentials: parts.credentials,
    answers: context.answers,
    make: planner.value.bind(planner),
  });
  await new ResumeRun({ parts, dialects, url, eventMs: 200 }).round(0);
  await client.close();
  const { findings, coverage } = parts;
  const found = (transport: string) => [
    ...new Set(findings.confirmed.filter(({ message }) => message.includes(transport)).map(({ check }) => check)),
  ];
  return { findings, found, notes: coverage.report().channels.flatMap(({ notes }) => notes) };
}

test.each([1, 2, 3])(
  "A log that keeps its contract has no findings with seed %i, over either transport",
  async (seed) => {
    const { findings, notes } = await tryOut([], seed);
    expect(findings.confirmed.map(({ check, message }) => `${check}: ${message}`)).toEqual([]);
    expect(findings.flaky.map(({ check, message }) => `${check}: ${message}`)).toEqual([]);
    expect(notes).toEqual([]);
  },
);

test("What is not replayed is found over the socket and the stream, and shown by few steps", async () => {
  const { found, findings } = await tryOut(["replay lost"]);
  expect(found("websocket")).toEqual(expect.arrayContaining(["recovery-as-told", "replay-counted"]));
  expect(found("sse")).toEqual(expect.arrayContaining(["recovery-as-told", "replay-counted"]));
  for (const finding of findings.confirmed)
    expect(finding.kind === "story" ? finding.scenario.steps.length : 0).toBeLessThan(16);
});

test.each([
  ["replay twice", "delivered-once"],
  ["positions unchecked", "unknown-position-told"],
  ["session anybody's", "resume-guarded"],
  ["id constant", "event-ids-advance"],
  ["field unknown", "event-stream-valid"],
] as const)("A log with the fault %s is found by %s", async (fault, check) => {
  const { findings } = await tryOut([fault]);
  expect(findings.confirmed.map((each) => each.check)).toContain(check);
});
