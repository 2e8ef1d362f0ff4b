import type { Json } from "@parlance/contract";
import { describe, expect, test, vi } from "vitest";
import type { Case, CaseBody } from "../plan/case.js";
import { Planner } from "../plan/planner.js";
import { emptyProfile } from "../profile/profile.js";
import { writeRequest } from "../request/write-request.js";
import type { RestFailure } from "../run/finding.js";
import { failure } from "../run/judge.js";
import { Pool } from "../run/pool.js";
import { testContract } from "../test-contract.js";
import { contractOf } from "../testing/contract-of.js";
import { notesDocument } from "../testing/notes-document.js";
import { startNotes, tokens } from "../testing/notes-server.js";
import { proves } from "./proof.js";
import { shrinkCase } from "./shrink-case.js";
import { leaves, places, withoutPlaces } from "./smaller.js";

const contract = await contractOf({ openapi: { "notes.yaml": notesDocument } });
const planner = new Planner({ contract, profile: emptyProfile, pool: new Pool(), seed: 1 });
const [create] = contract.operations.filter(({ id }) => id === "notes.create");
if (create === undefined) throw new Error("The notes have no creation.");
const operation = create;
const check = { id: "broken", title: "Broken", source: "nowhere" };

function caseWith(value: Json, rest: Partial<Case> = {}): Case {
  const body: CaseBody = { kind: "value", mediaType: "application/json", value };
  return {
    operation: operation.id,
    method: "POST",
    intent: { kind: "positive" },
    credential: "valid",
    parameters: [{ in: "header", name: "Idempotency-Key", value: "key-1" }],
    body,
    ...rest,
  };
}

function failureOf(testCase: Case): RestFailure {
  const request = writeRequest(testCase, operation, { headers: [], query: [], cookies: [] });
  const outcome = { kind: "none", reason: "reset", message: "cut", elapsedMs: 1 } as const;
  return failure(check, { case: testCase, operation, request, outcome }, { message: "It is broken." });
}

/** Makes a case small for a server that fails whenever the predicate holds. */
async function shrunk(testCase: Case, isBroken: (sent: Case) => boolean) {
  const sent: Case[] = [];
  const failures = (each: Case) => {
    sent.push(each);
    return Promise.resolve(isBroken(each) ? [failureOf(each)] : []);
  };
  const { signal } = new AbortController();
  const { finding } = await shrinkCase(failureOf(testCase), { planner, failures, signal });
  return { smallest: finding.exchange.case, sent };
}

const valueOf = ({ body }: Case) => (body?.kind === "value" ? (body.value as Record<string, Json>) : {});
const full = { title: "A long title of a note", kind: "final", stars: 4, labels: ["one", "two", "three"] };

describe("A failing request becomes small", () => {
  test("down to what must be there, where all fail", async () => {
    const { smallest } = await shrunk(caseWith(full), () => true);
    expect(smallest.parameters).toEqual([]);
    expect(valueOf(smallest)).toEqual({ title: "a" });
  });

  test("down to the member that matters, with the simplest value that does", async () => {
    const { smallest } = await shrunk(caseWith(full), (each) => Number(valueOf(each)["stars"]) >= 2);
    expect(valueOf(smallest)).toEqual({ title: "a", stars: 2 });
  });

  test("down to the items of a list that matter", async () => {
    const { smallest } = await shrunk(caseWith(full), (each) => ((valueOf(each)["labels"] ?? []) as Json[]).length > 1);
    expect((valueOf(smallest)["labels"] as Json[]).length).toBe(2);
  });

  test("and stays what it was where nothing smaller fails", async () => {
    const { smallest } = await shrunk(caseWith(full), () => false);
    expect(smallest).toEqual(caseWith(full));
  });

  test("with a bounded number of requests", async () => {
    let count = 0;
    const { sent } = await shrunk(caseWith(full), () => (count += 1) % 3 === 0);
    expect(sent.length).toBeLessThanOrEqual(30);
  });
});

test("Proving what can be left out of a body of thousands of members ends with the time for it", async () => {
  let now = 0;
  const clock = vi.spyOn(performance, "now").mockImplementation(() => (now += 100));
  const isValid = vi.spyOn(planner.validators, "isValid");
  const many = Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`m${index}`, index]));
  await shrunk(caseWith({ ...full, many }), () => true);
  expect(isValid.mock.calls.length).toBeLessThan(200);
  clock.mockRestore();
  isValid.mockRestore();
});

test("What is sent on the way is allowed where the original was", async () => {
  let count = 0;
  const { sent } = await shrunk(caseWith(full), () => (count += 1) % 2 === 0);
  const body = operation.body?.contents[0];
  if (body === undefined) throw new Error("The creation has no body.");
  const schema = planner.bodySchema(body);
  expect(sent.map(valueOf).filter((each) => !planner.validators.isValid(schema, each))).toEqual([]);
});

describe("A negative case stays broken where it says", () => {
  const intent = { kind: "negative", part: "body", keyword: "maximum", pointer: "/stars" } as const;
  const broken = caseWith({ ...full, stars: 6 }, { intent });

  test("whatever else is left out", async () => {
    const { smallest } = await shrunk(broken, () => true);
    expect(valueOf(smallest)).toEqual({ title: "a", stars: 6 });
  });

  test.each([
    [{ title: "A", stars: 5 }, false],
    [{ stars: 6 }, false],
    [{ title: "", stars: 6 }, false],
    [{ title: "B", stars: 6 }, true],
  ])("%j: %s", (value, holds) => {
    expect(proves(caseWith(value, { intent }), broken, operation, planner)).toBe(holds);
  });
});

describe("Values", () => {
  const value = { a: { "b/c": [1, { d: "x" }] }, e: "text" };

  test("have places, of which any can be left out at once", () => {
    expect(places(value)).toEqual(["/a", "/e", "/a/b~1c", "/a/b~1c/0", "/a/b~1c/1", "/a/b~1c/1/d"]);
    expect(withoutPlaces(value, new Set(["/e", "/a/b~1c/0"]))).toEqual({ a: { "b/c": [{ d: "x" }] } });
  });

  test("have leaves that can be simpler", () => {
    expect(leaves(value).map(({ pointer }) => pointer)).toEqual(["/a/b~1c/0", "/a/b~1c/1/d", "/e"]);
  });
});

test("The finding of a run is small", async () => {
  await using server = await startNotes("no maximum");
  const profile = { ...emptyProfile, credentials: { valid: { bearer: tokens.valid } } };
  const { findings } = await testContract({ contract, url: server.url, profile, settleMs: 5 });
  const finding = findings.find(({ subject }) => subject === "notes.create");
  const shown = finding?.kind === "rest" ? finding.exchange.case : undefined;
  expect(shown?.body).toEqual({ kind: "value", mediaType: "application/json", value: { title: "a", stars: 6 } });
});
