import { expect, test } from "vitest";
import type { Profile } from "../profile/profile.js";
import { testContract } from "../test-contract.js";
import { contractOf } from "../testing/contract-of.js";
import { hooksDocument } from "../testing/hooks-document.js";
import type { HooksFault } from "../testing/hooks-faults.js";
import { hooksTokens, startHooks } from "../testing/hooks-server.js";
import { replayCase } from "./replay.js";
import { parseStoredCase, type StoredCase, storeCase } from "./stored-case.js";

const contract = await contractOf({ openapi: { "things.yaml": hooksDocument } });
const profile: Profile = { credentials: { valid: { bearer: hooksTokens.valid } }, values: {}, skip: [] };

async function replayedAt(stored: StoredCase, ...faults: readonly HooksFault[]) {
  await using server = await startHooks(...faults);
  return await replayCase(stored, { contract, profile, url: server.url });
}

test("A finding about a webhook is found in a run, stored, and played again", async () => {
  await using server = await startHooks("redirects followed");
  const only = ["thing.*"];
  const { findings, verdict } = await testContract({ contract, profile, only, url: server.url, settleMs: 5 });
  const finding = findings.find(({ check }) => check === "webhook-redirect");
  expect(verdict).toBe("failed");
  if (finding === undefined) throw new Error("Nothing was found.");
  const stored = parseStoredCase(storeCase(finding, { url: server.url, openapi: ["things.yaml"], asyncapi: [] }));
  expect(JSON.stringify(stored)).not.toContain(hooksTokens.valid);
  expect(await replayedAt(stored, "redirects followed")).toMatchObject({
    verdict: "fails",
    message: "The redirect was followed.",
  });
  expect(await replayedAt(stored)).toMatchObject({ verdict: "passes" });
  const unknown = { ...stored, scenario: { kind: "delivery", subject: "thing.lost", steps: [] } } as StoredCase;
  await expect(replayedAt(unknown)).rejects.toMatchObject({ code: "webhook-unknown" });
});
