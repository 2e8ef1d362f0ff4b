import { expect, test } from "vitest";
import { emptyProfile } from "../profile/profile.js";
import { testContract } from "../test-contract.js";
import { contractOf } from "../testing/contract-of.js";
import { startNotes, tokens } from "../testing/notes-server.js";

const text = `openapi: 3.1.0
info: { title: Notes, version: "1" }
security: [{ bearer: [] }]
paths:
  /notes:
    get: { operationId: list, responses: { "200": { description: All } } }
  /others/{other}:
    get:
      operationId: others.get
      parameters: [{ name: other, in: path, required: true, schema: { type: string } }]
      responses: { "200": { description: One } }
components:
  securitySchemes: { bearer: { type: http, scheme: bearer } }
`;

test("A timed run that has nothing to send ends at once", { timeout: 10_000 }, async () => {
  const contract = await contractOf({ openapi: { "n.yaml": text } });
  await using server = await startNotes();
  const profile = { ...emptyProfile, credentials: { valid: { bearer: tokens.valid } } };
  const run = await testContract({ contract, url: server.url, profile, only: ["others.get"], seconds: 60 });
  expect(run.elapsedMs).toBeLessThan(5000);
  expect(run).toMatchObject({ verdict: "invalid", reason: "nothing could be tried of what it is about" });
});
