import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { emptyProfile } from "../profile/profile.js";
import { contractOf } from "../testing/contract-of.js";
import { runCallbacks } from "./callback-run.js";
import { HttpClient } from "./http-client.js";
import { assemble } from "./parts.js";

const callback = (name: string, expression: string) => `
        ${name}:
          "${expression}":
            post:
              requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Told" } } } }
              responses: { 2XX: { description: Taken. } }`;
const document = (...callbacks: readonly (readonly [name: string, expression: string])[]) => `
openapi: 3.1.0
info: { title: Jobs, version: 1.0.0 }
paths:
  /jobs:
    post:
      operationId: jobs.start
      requestBody:
        required: true
        content:
          application/json:
            schema: { type: object, required: [callbackUrl], properties: { callbackUrl: { type: string, format: uri } } }
      responses: { "202": { description: Started. } }
      callbacks:${callbacks.map(([name, expression]) => callback(name, expression)).join("")}
components:
  schemas:
    Told: { type: object, required: [state], properties: { state: { enum: [done] } } }
`;

/** What a service of jobs that tells `state` finds, and says, of its callbacks. */
async function found(text: string, state: string | undefined) {
  const contract = await contractOf({ openapi: { "jobs.yaml": text } });
  const server = createServer((request, response) => {
    void request.toArray().then(async (chunks: Buffer[]) => {
      const { callbackUrl } = JSON.parse(Buffer.concat(chunks).toString()) as { readonly callbackUrl: string };
      const headers = { "Content-Type": "application/json" };
      if (state !== undefined)
        await fetch(`${callbackUrl}/done`, { method: "POST", headers, body: JSON.stringify({ state }) });
      return response.writeHead(202).end();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const client = new HttpClient(url);
  const parts = assemble({
    contract,
    operations: contract.operations,
    channels: [],
    webhooks: [],
    profile: emptyProfile,
    seed: 1,
    client,
    signal: AbortSignal.timeout(30_000),
    settleMs: 0,
  });
  await runCallbacks({ parts, url, eventMs: 200 });
  await client.close();
  server.close();
  server.closeAllConnections();
  return {
    findings: parts.findings.confirmed.map(({ check, subject, place }) => [check, subject, place.file]),
    notes: parts.coverage.report().operations[0]?.notes,
  };
}

const one = document(["done", "{$request.body#/callbackUrl}/done"]);

test("A callback is judged by what its operation declares", async () => {
  expect(await found(one, "done")).toEqual({ findings: [], notes: [] });
  expect(await found(one, "lost")).toEqual({ findings: [["webhook-schema", "jobs.start", "jobs.yaml"]], notes: [] });
});

test("A callback that does not come, or that cannot be told from another, is not covered", async () => {
  expect(await found(one, undefined)).toEqual({
    findings: [],
    notes: ["callback done (it did not come)"],
  });
  const [body, link] = ["{$request.body#/callbackUrl}/done", "{$response.body#/link}"];
  const twins = await found(document(["done", body], ["failed", body]), "done");
  expect(twins.notes?.[0]).toBe("callback done (its URL is another's too)");
  const elsewhere = await found(document(["done", link]), "done");
  expect(elsewhere.notes).toEqual(["callback done (no call can be made that names a URL)"]);
});
