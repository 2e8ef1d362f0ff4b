import { describe, expect, test } from "vitest";
import type { WebhookProfile } from "../profile/webhook-profile.js";
import { contractOf } from "../testing/contract-of.js";
import { hooksDocument } from "../testing/hooks-document.js";
import type { HooksFault } from "../testing/hooks-faults.js";
import { hooksTokens, startHooks } from "../testing/hooks-server.js";
import { HttpClient } from "./http-client.js";
import { assemble } from "./parts.js";
import { WebhookRun } from "./webhook-run.js";

const contract = await contractOf({ openapi: { "things.yaml": hooksDocument } });

async function hunt(
  faults: readonly HooksFault[],
  profile: { readonly webhooks?: WebhookProfile; readonly skip?: readonly string[] } = {},
) {
  await using server = await startHooks(...faults);
  const url = new URL(server.url);
  const client = new HttpClient(url);
  const { webhooks = { retryWithinMs: 2500, ssrf: true }, skip = [] } = profile;
  const parts = assemble({
    contract,
    operations: contract.operations,
    channels: [],
    webhooks: contract.webhooks,
    profile: {
      credentials: { valid: { bearer: hooksTokens.valid }, otherTenant: { bearer: hooksTokens.otherTenant } },
      values: {},
      skip,
      webhooks,
    },
    seed: 1,
    client,
    signal: AbortSignal.timeout(60_000),
    settleMs: 0,
  });
  try {
    await new WebhookRun({ parts, url, eventMs: 3000, webhookMs: 5000 }).run();
  } finally {
    await client.close();
  }
  const { confirmed, flaky } = parts.findings;
  const { webhooks: seen } = parts.coverage.report();
  return { checks: [...new Set(confirmed.map(({ check }) => check))].toSorted(), confirmed, flaky, seen };
}

const faults: readonly (readonly [HooksFault, string])[] = [
  ["not delivered", "webhook-delivered"],
  ["delivered twice", "webhook-once"],
  ["taken sent again", "webhook-once"],
  ["other events too", "webhook-asked-only"],
  ["deleted goes on", "webhook-ended"],
  ["disabled goes on", "webhook-ended"],
  ["tenants mixed", "webhook-tenant"],
  ["one after the other", "webhook-independent"],
  ["put", "webhook-request"],
  ["plain text", "webhook-request"],
  ["member missing", "webhook-schema"],
  ["no signature", "webhook-headers"],
  ["another secret", "webhook-signature"],
  ["other bytes signed", "webhook-signature"],
  ["first timestamp", "webhook-timestamp"],
  ["old timestamp", "webhook-timestamp"],
  ["id for each attempt", "webhook-same-id"],
  ["body for each attempt", "webhook-same-body"],
  ["no retry of failures", "webhook-retried"],
  ["no retry of resets", "webhook-retried"],
  ["no retry of timeouts", "webhook-retried"],
  ["redirects followed", "webhook-redirect"],
  ["410 ignored", "webhook-gone"],
  ["Retry-After ignored", "webhook-retry-after"],
  ["old secret dropped", "webhook-rotation"],
  ["new secret ignored", "webhook-rotation"],
  ["inside taken", "webhook-address"],
];

describe("Webhooks of a service of things", { timeout: 60_000 }, () => {
  test.concurrent.each(faults)("are wrong: %s", async (fault, check) => {
    expect((await hunt([fault])).checks).toContain(check);
  });

  test.concurrent("are right without a fault, and all was seen", async () => {
    const { confirmed, flaky, seen } = await hunt([]);
    expect([...confirmed, ...flaky]).toEqual([]);
    expect(seen.map(({ webhook, notes }) => [webhook, notes])).toEqual([
      ["thing.created", []],
      ["thing.deleted", []],
    ]);
  });

  test.concurrent("of which nobody says when they are tried again need not be", async () => {
    const { confirmed, seen } = await hunt(["no retry of resets"], { webhooks: {} });
    expect(confirmed).toEqual([]);
    expect(seen[0]?.notes).toEqual([expect.stringMatching(/^resetting \(no second attempt within \d s\)$/u)]);
  });

  test.concurrent("whose cause is skipped are not covered", async () => {
    const { confirmed, seen } = await hunt([], { skip: ["things.del*"] });
    expect(confirmed).toEqual([]);
    expect(seen[1]?.notes).toEqual(["things.delete, which causes it, is skipped"]);
  });

  test.concurrent("whose registration is not known are not covered", async () => {
    const { seen } = await hunt([], { webhooks: { register: "things.list" } });
    expect(seen.every(({ notes }) => notes[0]?.startsWith("things.list takes no URL") === true)).toBe(true);
  });
});
