import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { emptyProfile } from "../../profile/profile.js";
import { notesDocument } from "../../testing/notes-document.js";
import type { Fault } from "../../testing/notes-faults.js";
import { startNotes, tokens } from "../../testing/notes-server.js";
import { describeContract, useContract } from "../index.js";

const folder = mkdtempSync(join(tmpdir(), "parlance-vitest-"));
const openapi = join(folder, "notes.yaml");
writeFileSync(openapi, notesDocument);
afterAll(() => rmSync(folder, { recursive: true }));

const faults = (process.env["NOTES_FAULTS"] ?? "").split(",").filter(Boolean) as Fault[];
const token = process.env["NOTES_TOKEN"] ?? tokens.valid;

describeContract({
  openapi,
  target: async () => {
    const server = await startNotes(...faults);
    return { url: server.url, close: async () => await server[Symbol.asyncDispose]() };
  },
  profile: { ...emptyProfile, credentials: { valid: { bearer: token } } },
  settleMs: 5,
});

test("a response is one of its operation", async () => {
  await using server = await startNotes(...faults);
  await useContract({ openapi });
  const response = await fetch(`${server.url}/notes`, { headers: { authorization: `Bearer ${tokens.valid}` } });
  await expect(response).toMatchContract("notes.list");
  await expect(expect(response).toMatchContract("notes.burn")).rejects.toMatchObject({ code: "operation-unknown" });
  expect(await response.json()).toEqual({ items: [], next: null });
});
