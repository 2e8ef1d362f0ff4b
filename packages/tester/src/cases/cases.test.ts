import { describe, expect, test } from "vitest";
import { emptyProfile, type Profile } from "../profile/profile.js";
import type { Finding } from "../run/finding.js";
import { testContract } from "../test-contract.js";
import { contractOf } from "../testing/contract-of.js";
import { notesDocument } from "../testing/notes-document.js";
import type { Fault } from "../testing/notes-faults.js";
import { startNotes, tokens } from "../testing/notes-server.js";
import { replayCase } from "./replay.js";
import { parseStoredCase, type StoredRequest, storeCase } from "./stored-case.js";

const contract = await contractOf({ openapi: { "notes.yaml": notesDocument } });
const profile: Profile = { ...emptyProfile, credentials: { valid: { bearer: tokens.valid } } };
const settings = { url: "http://127.0.0.1", openapi: ["notes.yaml"], asyncapi: [] };

async function foundWith(
  fault: Fault,
  which: (finding: Finding) => boolean = ({ subject }) => subject === "notes.create",
): Promise<StoredRequest> {
  await using server = await startNotes(fault);
  const { findings } = await testContract({ contract, url: server.url, profile, settleMs: 5 });
  const finding = findings.find(which) ?? findings[0];
  if (finding === undefined) throw new Error(`Nothing was found of "${fault}"`);
  return parseStoredCase(storeCase(finding, settings)) as StoredRequest;
}

async function closedUrl(): Promise<string> {
  await using server = await startNotes();
  return server.url;
}

async function replayedAt(stored: StoredRequest, ...faults: readonly Fault[]) {
  await using server = await startNotes(...faults);
  return await replayCase(stored, { contract, profile, url: server.url });
}

describe("A stored case", () => {
  test("fails again while the fault is there, and passes when it is gone", async () => {
    const stored = await foundWith("no maximum");
    expect(await replayedAt(stored, "no maximum")).toMatchObject({ verdict: "fails", message: stored.message });
    expect(await replayedAt(stored)).toMatchObject({ verdict: "passes" });
  });

  test("says so when what it was about is gone", async () => {
    const stored = await foundWith("server error");
    expect(stored.case.operation).toBe("notes.update");
    expect(await replayedAt(stored, "server error")).toMatchObject({ verdict: "inconclusive" });
  });

  test("of a sequence takes all its steps again, with what is created then", async () => {
    const stored = await foundWith("deleted still read");
    expect(stored.sequence?.steps.map(({ name }) => name)).toContain("read deleted");
    expect(await replayedAt(stored, "deleted still read")).toMatchObject({ verdict: "fails", message: stored.message });
    expect(await replayedAt(stored)).toMatchObject({ verdict: "passes" });
    expect(await replayedAt(stored, "every creation refused")).toMatchObject({ verdict: "inconclusive" });
  });

  test("says nothing of a server that is not there", async () => {
    const [request, sequence] = [await foundWith("no maximum"), await foundWith("deleted still read")];
    const url = await closedUrl();
    for (const stored of [request, sequence])
      expect(await replayCase(stored, { contract, profile, url })).toMatchObject({ verdict: "inconclusive" });
  });

  test("of allowed requests that were refused passes when they are taken, and fails as long as they are not", async () => {
    const stored = await foundWith("every creation refused");
    expect(stored.check).toBe("allowed-taken");
    expect(await replayedAt(stored, "every creation refused")).toMatchObject({ verdict: "fails" });
    expect(await replayedAt(stored)).toMatchObject({ verdict: "passes" });
  });

  test("of a credential says nothing about what is no longer there", async () => {
    const stored = await foundWith("forged tokens taken", ({ subject }) => subject === "notes.get");
    expect(stored.check).toBe("credential-refused");
    expect(await replayedAt(stored)).toMatchObject({ verdict: "passes" });
    expect(await replayedAt(stored, "forged tokens taken")).toMatchObject({ verdict: "inconclusive" });
  });

  test("is sent to addresses only", async () => {
    const stored = await foundWith("no maximum");
    for (const url of ["nonsense", "ftp://127.0.0.1"])
      await expect(replayCase(stored, { contract, profile, url })).rejects.toMatchObject({ code: "url-invalid" });
  });

  test("is not sent without the credential that it had", async () => {
    const stored = await foundWith("no maximum");
    const expired = { ...stored, case: { ...stored.case, credential: "expired" as const } };
    await expect(replayedAt(expired)).rejects.toMatchObject({ code: "credential-missing" });
  });

  test("of a sequence is about one operation", async () => {
    const stored = await foundWith("deleted still read");
    const ofAnother = { ...stored, subject: "notes.list" };
    expect(await replayedAt(ofAnother, "deleted still read")).toMatchObject({ verdict: "passes" });
  });

  test("holds no credential", async () => {
    expect(JSON.stringify(await foundWith("no maximum"))).not.toContain(tokens.valid);
  });

  test("of an operation that the documents no longer have is refused", async () => {
    const stored = await foundWith("no maximum");
    const renamed = { ...stored, case: { ...stored.case, operation: "notes.make" } };
    await expect(replayedAt(renamed)).rejects.toMatchObject({ code: "operation-unknown" });
  });

  test.each(["", "7", "{}", '{"parlanceCase":2}'])("is nothing that was not written as one: %s", (text) => {
    expect(() => parseStoredCase(text)).toThrow(expect.objectContaining({ code: "case-invalid" }));
  });
});
