import { expect, test } from "vitest";
import { dialectsOf } from "../connect/dialects.js";
import type { Scenario } from "../plan/scenario.js";
import { contractOf } from "../testing/contract-of.js";
import { logDocument } from "../testing/log-document.js";
import { logTokens, startLog } from "../testing/log-server.js";
import { HttpClient } from "./http-client.js";
import { assemble } from "./parts.js";
import { playScenario } from "./scenario-run.js";

test("A step that its transport cannot take is told in the story, and nothing is thrown", async () => {
  const contract = await contractOf({ asyncapi: { "log.yaml": logDocument } });
  await using server = await startLog();
  const url = new URL(server.url);
  const client = new HttpClient(url);
  const signal = AbortSignal.timeout(10_000);
  const profile = { credentials: { valid: { bearer: logTokens.valid } }, values: {}, skip: [] };
  const parts = assemble({ ...contract, contract, profile, seed: 1, client, signal, settleMs: 0 });
  const { planner, credentials, context } = parts;
  const make = planner.value.bind(planner);
  const dialects = dialectsOf({ contract, credentials, answers: context.answers, make });
  const to = { channel: "chat", parameters: { room: "lobby" } };
  const scenario: Scenario = {
    kind: "publish",
    subject: "chat",
    steps: [
      { do: "open", as: "a", over: "sse", credential: "valid" },
      { do: "publish", as: "a", to, data: "Hello" },
    ],
  };
  const { entries, whole } = await playScenario(scenario, { parts, dialects, url, signal, eventMs: 200 });
  await client.close();
  expect(entries.at(-1)).toMatchObject({
    kind: "failed",
    step: 1,
    reason: "an event stream carries nothing to the server",
  });
  expect(whole).toBe(false);
});
