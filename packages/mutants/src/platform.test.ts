import { expect, test } from "vitest";
import { platformContract } from "./hunt.ts";
import { everyday, letLoose } from "./let-loose.ts";
import { startMutantServer } from "./mutant-server.ts";

test("The platform keeps its contract: requests, sequences, events and webhooks of some domains", async () => {
  const server = await startMutantServer();
  try {
    const run = await letLoose(server, { contract: await platformContract(), only: everyday });
    expect(run.findings.map(({ subject, message }) => `${subject}: ${message}`)).toEqual([]);
    expect({ verdict: run.verdict, reason: run.reason }).toEqual({ verdict: "passed", reason: undefined });
    const { operations, messages, webhooks } = run.coverage.shares;
    expect(operations.seen / operations.of).toBeGreaterThan(0.9);
    expect(messages.seen).toBeGreaterThan(0);
    expect(webhooks.seen).toBeGreaterThan(0);
  } finally {
    await server.close();
  }
}, 180_000);
