import { expect, test } from "vitest";
import { replayCase } from "../cases/replay.js";
import { parseStoredCase, storeCase } from "../cases/stored-case.js";
import { emptyProfile, type Profile } from "../profile/profile.js";
import { testContract, type TestOptions } from "../test-contract.js";
import { boardEvents, boardRest } from "../testing/board-document.js";
import type { BoardFault } from "../testing/board-faults.js";
import { boardTokens, startBoard } from "../testing/board-server.js";
import { contractOf } from "../testing/contract-of.js";
import type { Run } from "./run.js";

const contract = await contractOf({ openapi: { "board.yaml": boardRest }, asyncapi: { "live.yaml": boardEvents } });

const profile: Profile = {
  ...emptyProfile,
  credentials: Object.fromEntries(
    Object.entries(boardTokens).map(([name, token]) => [name, { bearer: token, live: token }]),
  ),
};

/** The REST half has tests of its own. */
async function tryOut(faults: readonly BoardFault[], options: Partial<TestOptions> = {}): Promise<Run> {
  await using server = await startBoard(...faults);
  return await testContract({
    contract,
    url: server.url,
    profile,
    eventMs: 150,
    settleMs: 5,
    only: ["live"],
    ...options,
  });
}

test.each([1, 2, 3])("A board that keeps its contract has no findings with seed %i", async (seed) => {
  const { verdict, findings, flaky, coverage } = await tryOut([], { seed });
  expect(findings.map(({ subject, check, message }) => `${subject} ${check}: ${message}`)).toEqual([]);
  expect(flaky.map(({ check, message }) => `${check}: ${message}`)).toEqual([]);
  expect(verdict).toBe("passed");
  const [live] = coverage.channels;
  expect(live?.messages.filter(({ received, sent }) => received === 0 || sent === 0)).toEqual([]);
  expect(live?.notes.toSorted()).toEqual([
    "resume (its messages have no positions)",
    "the profile has no `revoked` credential",
  ]);
});

test("What it finds is stored as a scenario, which fails again while the fault is there and passes when it is gone", async () => {
  const { findings } = await tryOut(["event twice"]);
  const finding = findings.find(({ check }) => check === "event-once");
  expect(finding).toBeDefined();
  if (finding === undefined) return;
  const stored = parseStoredCase(storeCase(finding, { url: "http://127.0.0.1", openapi: [], asyncapi: [] }));
  expect(JSON.stringify(stored)).not.toContain(boardTokens.valid);
  const replayed = async (...faults: readonly BoardFault[]) => {
    await using server = await startBoard(...faults);
    return await replayCase(stored, { contract, profile, url: server.url });
  };
  expect(await replayed("event twice")).toMatchObject({ verdict: "fails", message: finding.message });
  expect(await replayed()).toMatchObject({ verdict: "passes" });
});

const plain = await contractOf({
  openapi: { "board.yaml": boardRest },
  asyncapi: { "live.yaml": boardEvents.replaceAll(/^ *x-parlance-.*\n/gmu, "") },
});

test("A socket that no extension describes is opened, asked what can be asked, and said not to be covered beyond", async () => {
  const { verdict, findings, coverage } = await tryOut([], { contract: plain });
  expect(findings.map(({ check, message }) => `${check}: ${message}`)).toEqual([]);
  expect(verdict).toBe("passed");
  const [live] = coverage.channels;
  expect(live?.notes.join(" ")).toContain("does not say how one subscribes");
  expect(live?.messages.find(({ message }) => message === "pong")?.received).toBeGreaterThan(0);
});

test.each([
  ["any credential taken", "listener-refused"],
  ["ping unanswered", "request-answered"],
  ["nonsense breaks", "connection-kept"],
] as const)("Of such a socket too: %s: %s", async (fault, check) => {
  const { findings } = await tryOut([fault], { contract: plain });
  expect(findings.map((each) => each.check)).toContain(check);
});

test("A run whose credential opens no connection, with nothing else to test, is invalid", async () => {
  const credentials = { valid: { bearer: "nobody's", live: "nobody's" } };
  const { verdict, reason } = await tryOut([], { profile: { ...emptyProfile, credentials } });
  expect(verdict).toBe("invalid");
  expect(reason).toContain("opens no connection");
});

const found: readonly (readonly [BoardFault, string])[] = [
  ["event missing", "event-in-time"],
  ["event twice", "event-once"],
  ["event with old data", "event-as-read"],
  ["event without a member", "message-schema"],
  ["event of another type", "message-declared"],
  ["refused change told", "refused-untold"],
  ["other tenant told", "tenant-untold"],
  ["any topic told", "channel-kept"],
  ["any credential taken", "listener-refused"],
  ["forged credential taken", "listener-refused"],
  ["expired credential taken", "listener-refused"],
  ["scope ignored", "listener-refused"],
  ["refused and told", "refused-hears-nothing"],
  ["parted and told", "refused-hears-nothing"],
  ["talk lost", "publish-delivered"],
  ["talk doubled", "publish-once"],
  ["talk in disorder", "publish-in-order"],
  ["no answer", "request-answered"],
  ["answered twice", "answered-once"],
  ["answer to another", "answered-once"],
  ["ping unanswered", "request-answered"],
  ["nonsense breaks", "connection-kept"],
];

test.concurrent.each(found)("%s: %s", async (fault, check) => {
  const { verdict, findings } = await tryOut([fault]);
  expect(findings.map((each) => each.check)).toContain(check);
  expect(verdict).toBe("failed");
});
