import type { Contract } from "@parlance/contract";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { emptyProfile, type Profile } from "./profile/profile.js";
import type { Run } from "./run/run.js";
import { type Progress, testContract, type TestOptions } from "./test-contract.js";
import { contractOf } from "./testing/contract-of.js";
import { notesDocument } from "./testing/notes-document.js";
import type { Fault } from "./testing/notes-faults.js";
import { startNotes, tokens } from "./testing/notes-server.js";

const contract = await contractOf({ openapi: { "notes.yaml": notesDocument } });

const profile: Profile = {
  ...emptyProfile,
  credentials: Object.fromEntries(Object.entries(tokens).map(([name, token]) => [name, { bearer: token }])),
};

async function tryOut(faults: readonly Fault[], options: Partial<TestOptions> = {}): Promise<Run> {
  await using server = await startNotes(...faults);
  // Who is never answered is to be told soon; else nobody is in a hurry.
  const timeoutMs = faults.includes("no answer") ? 500 : 10_000;
  return await testContract({ contract, url: server.url, profile, timeoutMs, settleMs: 5, ...options });
}

test.each([1, 2, 3, 4, 5])("A server that keeps its contract has no findings with seed %i", async (seed) => {
  const { verdict, findings, flaky, coverage } = await tryOut([], { seed });
  expect(findings.map(({ subject, message }) => `${subject}: ${message}`)).toEqual([]);
  expect(flaky).toEqual([]);
  expect(verdict).toBe("passed");
  expect(coverage.operations.filter(({ requests }) => requests === 0)).toEqual([]);
});

const found: readonly (readonly [Fault, string])[] = [
  ["undeclared status", "status-declared"],
  ["server error", "no-server-error"],
  ["wrong media type", "media-type-declared"],
  ["missing member", "body-schema"],
  ["wrong format", "body-schema"],
  ["missing header", "headers-present"],
  ["wrong header", "header-schema"],
  ["broken JSON", "json-readable"],
  ["problem with another status", "problem-status"],
  ["stack in a problem", "nothing-leaked"],
  ["no validation", "broken-refused"],
  ["no maximum", "broken-refused"],
  ["no maxLength", "broken-refused"],
  ["no pattern", "broken-refused"],
  ["unknown members taken", "broken-refused"],
  ["unknown enum value taken", "broken-refused"],
  ["duplicates taken", "broken-refused"],
  ["empty change taken", "broken-refused"],
  ["query not checked", "broken-refused"],
  ["longest title refused", "boundary-taken"],
  ["most stars refused", "boundary-taken"],
  ["every creation refused", "allowed-taken"],
  ["control letters fail", "no-server-error"],
  ["large body fails", "no-server-error"],
  ["malformed body taken", "malformed-refused"],
  ["any media type taken", "media-type-refused"],
  ["any method taken", "method-refused"],
  ["no Allow", "method-refused"],
  ["no authentication", "credential-refused"],
  ["forged tokens taken", "credential-refused"],
  ["expired tokens taken", "credential-refused"],
  ["scopes ignored", "credential-refused"],
  ["scopes ignored for deleting", "credential-refused"],
  ["tenants mixed", "credential-refused"],
  ["no challenge", "challenge-present"],
  ["connection cut", "answer-whole"],
  ["no answer", "answer-whole"],
  ["creation not stored", "created-is-there"],
  ["creation stored twice", "created-once"],
  ["allowed creation refused but stored", "refused-leaves-nothing"],
  ["title cut off", "text-whole"],
  ["labels read otherwise", "read-as-created"],
  ["labels listed otherwise", "listed-as-read"],
  ["change takes stars away", "change-keeps-rest"],
  ["same again in its place", "created-stays"],
  ["order ignored", "order-honoured"],
  ["kind not selected", "filter-honoured"],
  ["revision stays", "version-told"],
  ["another note read", "created-is-there"],
  ["stars not stored", "created-as-sent"],
  ["change not stored", "change-persists"],
  ["deleted still read", "deleted-is-gone"],
  ["deleted still listed", "deleted-is-unlisted"],
  ["second deletion refused", "deleted-once"],
  ["created not listed", "listed-once"],
  ["created listed twice", "listed-once"],
  ["refused creation stored", "refused-leaves-nothing"],
  ["all tenants listed", "tenant-unlisted"],
  ["pages overlap", "pages-partition"],
  ["pages skip", "pages-partition"],
  ["cursor is an offset", "pages-partition"],
  ["pages in a circle", "pages-end"],
  ["limit exceeded", "limit-honoured"],
  ["large pages in another order", "order-stable"],
  ["unknown cursor ignored", "cursor-checked"],
  ["key ignored", "key-repeats"],
  ["replay not told", "replay-told"],
  ["key of another call taken", "key-belongs-to-one-call"],
  ["current version refused", "current-version-taken"],
  ["outdated version taken", "outdated-version-refused"],
  ["version stays", "version-changes"],
  ["If-None-Match ignored", "unchanged-not-sent"],
  ["any If-None-Match matches", "unchanged-not-sent"],
];

describe("A fault is found by the check that is for it", () => {
  test.each(found)("%s: %s", async (fault, check) => {
    const { verdict, findings } = await tryOut([fault]);
    expect(verdict).toBe("failed");
    expect(findings.map((each) => each.check)).toContain(check);
  });
});

describe("A run that can say nothing is invalid", () => {
  test("a credential that does not work", async () => {
    const wrong: Profile = { ...profile, credentials: { valid: { bearer: "nobody's" } } };
    const { verdict, reason } = await tryOut([], { profile: wrong });
    expect({ verdict, reason }).toEqual({
      verdict: "invalid",
      reason: "no read was answered with success (notes.list: 401)",
    });
  });

  test("one of guarded operations whose only read that could be tried is open", async () => {
    const open = structuredClone(contract) as { operations: { id: string; security: object[] }[] } & Contract;
    for (const operation of open.operations) if (operation.id === "notes.list") operation.security = [];
    const { verdict, reason } = await tryOut([], {
      contract: open,
      profile: { ...emptyProfile, credentials: { valid: { bearer: "nobody's" } } },
    });
    expect({ verdict, reason }).toEqual({
      verdict: "invalid",
      reason: "there is no read without an id by which the credential could be tried",
    });
  });

  test("but not one of an operation alone whose credential another read proves", async () => {
    expect(await tryOut([], { only: ["notes.create"] })).toMatchObject({ verdict: "passed" });
  });

  test("one that was interrupted before it found anything", async () => {
    const signal = AbortSignal.timeout(300);
    const { verdict, reason } = await tryOut(["no answer"], { signal, timeoutMs: 60_000 });
    expect({ verdict, reason }).toEqual({ verdict: "invalid", reason: "it was interrupted" });
  });

  test("one whose time was over before every operation was tried once", async () => {
    const { verdict, reason } = await tryOut(["no answer"], { seconds: 1, timeoutMs: 60_000 });
    expect({ verdict, reason }).toEqual({
      verdict: "invalid",
      reason: "the time was over before every operation was tried once",
    });
  });

  test.each([undefined, 2])("one whose credential ended on the way, with %s seconds", async (seconds) => {
    const only = ["notes.list"];
    const { verdict, reason } = await tryOut(["credential ends"], { only, ...(seconds !== undefined && { seconds }) });
    expect(verdict).toBe("invalid");
    expect(reason).toContain("the valid credential worked at first, but at the end no read was answered with success");
  });

  test("a server that is not there", async () => {
    const { url } = await closedServer();
    const { verdict, reason } = await testContract({ contract, url, profile });
    expect(verdict).toBe("invalid");
    expect(reason).toContain("The connection was refused.");
  });
});

test("The same seed sends the same number of requests and finds the same", async () => {
  const [one, other] = [await tryOut(["no maximum"], { seed: 7 }), await tryOut(["no maximum"], { seed: 7 })];
  expect(one.requests).toBe(other.requests);
  expect(one.findings.map(({ message }) => message)).toEqual(other.findings.map(({ message }) => message));
});

test("A run with a time ends in time, in the middle of whatever it does", async () => {
  const began = performance.now();
  const { verdict, findings, flaky } = await tryOut([], { seconds: 3, settleMs: 60_000 });
  expect(performance.now() - began).toBeLessThan(8000);
  expect({ verdict, findings, flaky }).toEqual({ verdict: "passed", findings: [], flaky: [] });
});

test("A wait for a server that needs time ends with the run", async () => {
  const began = performance.now();
  await tryOut(["creation not stored"], { seconds: 1, settleMs: 60_000 });
  expect(performance.now() - began).toBeLessThan(5000);
});

test("A server that answers any id alike is not said to keep nothing", async () => {
  const { verdict, coverage } = await tryOut(["any note read"]);
  expect(verdict).toBe("passed");
  expect(coverage.operations.flatMap(({ notes }) => notes)).toContain(
    "sequences (an id that nobody issued is answered like any other)",
  );
});

test("A policy of the profile tightens what is right", async () => {
  const strict: Profile = { ...profile, policies: { unknownQuery: "refused" } };
  const { findings } = await tryOut([], { profile: strict, only: ["notes.list"] });
  expect(findings.map(({ check }) => check)).toEqual(["unknown-query-refused"]);
});

test("A server may close the connection on who sends far too much", async () => {
  const { verdict, findings } = await tryOut(["connection closed on a large body"]);
  expect({ verdict, findings }).toEqual({ verdict: "passed", findings: [] });
});

test("Classes of credentials that the profile does not have are told, each once", async () => {
  const { notes } = await tryOut([], {
    profile: { ...emptyProfile, credentials: { valid: { bearer: tokens.valid } } },
  });
  expect(notes.filter((note) => note.includes("credential"))).toEqual(
    ["expired", "revoked", "unscoped", "otherTenant"].map(
      (each) => `No credential that is ${each} is tried, for the profile has none.`,
    ),
  );
});

test("A run is told of after its first round, but not after each of its short ones", async () => {
  const told: number[] = [];
  const { requests } = await tryOut([], { only: ["notes.list"], onProgress: (each) => told.push(each.round) });
  expect(requests).toBeGreaterThan(0);
  expect(told).toEqual([0]);
});

test("How far a run has come is told again only once it has gone on", async () => {
  vi.useFakeTimers({ toFake: ["setInterval"] });
  onTestFinished(() => void vi.useRealTimers());
  const told: number[] = [];
  const onProgress = ({ requests }: Progress) => {
    told.push(requests);
    if (told.length === 1) vi.advanceTimersByTime(60_000);
  };
  await tryOut([], { only: ["notes.list"], onProgress });
  expect(told).toHaveLength(1);
});

test("Only the operations that are asked for are called", async () => {
  const { coverage } = await tryOut([], { only: ["notes.l*"] });
  expect(coverage.operations.map(({ operation }) => operation)).toEqual(["notes.list"]);
});

test.each(["ftp://127.0.0.1", "nonsense", "http://user:secret@127.0.0.1", "http://127.0.0.1/?token=secret"])(
  "%s is refused before anything is sent",
  async (url) => {
    await expect(testContract({ contract, url, profile })).rejects.toMatchObject({ code: "url-invalid" });
  },
);

test("A contract without operations is refused, and so are a name that fits none and a profile that skips all", async () => {
  const url = "http://127.0.0.1";
  await expect(testContract({ contract: { ...contract, operations: [] }, url })).rejects.toMatchObject({
    code: "nothing-to-test",
  });
  await expect(testContract({ contract, url, only: ["pets.*"] })).rejects.toMatchObject({
    code: "pattern-unmatched",
    help: expect.stringContaining("notes.create") as string,
  });
  await expect(testContract({ contract, url, profile: { ...profile, skip: ["*"] } })).rejects.toMatchObject({
    code: "nothing-to-test",
  });
});

async function closedServer(): Promise<{ readonly url: string }> {
  await using server = await startNotes();
  return { url: server.url };
}
