import type { Channel } from "@parlance/contract";
import { describe, expect, test } from "vitest";
import type { Case } from "../plan/case.js";
import { Credentials } from "../profile/credential.js";
import { emptyProfile } from "../profile/profile.js";
import { writeRequest } from "../request/write-request.js";
import type { Exchange } from "../run/exchange.js";
import type { Entry, Happening, Story } from "../run/story.js";
import { testContract } from "../test-contract.js";
import { contractOf } from "../testing/contract-of.js";
import { notesDocument } from "../testing/notes-document.js";
import { startNotes, tokens } from "../testing/notes-server.js";
import { Validators } from "../values/validator.js";
import { Coverage } from "./coverage.js";
import { MessageCounts } from "./message-counts.js";
import { OperationCounts } from "./operation-counts.js";
import { sharesLine } from "./shares.js";

const channels = `
asyncapi: 3.0.0
info: { title: Notes, version: 1.0.0 }
channels:
  notes:
    address: notes:{note}
    parameters: { note: {} }
    messages:
      changed: { $ref: "#/components/messages/changed" }
      removed: { $ref: "#/components/messages/removed" }
      rename: { $ref: "#/components/messages/rename" }
operations:
  watchNotes:
    action: receive
    channel: { $ref: "#/channels/notes" }
    messages: [{ $ref: "#/channels/notes/messages/changed" }, { $ref: "#/channels/notes/messages/removed" }]
  rename:
    action: send
    channel: { $ref: "#/channels/notes" }
    messages: [{ $ref: "#/channels/notes/messages/rename" }]
    reply: { channel: { $ref: "#/channels/notes" }, messages: [{ $ref: "#/channels/notes/messages/changed" }] }
components:
  messages:
    changed: { payload: { type: object, properties: { by: { type: string }, why: { type: string } } } }
    removed: { payload: { type: object } }
    rename: { payload: { type: object } }
`;
const contract = await contractOf({
  openapi: { "notes.yaml": notesDocument },
  asyncapi: { "channels.yaml": channels },
});
const profile = { ...emptyProfile, credentials: { valid: { bearer: tokens.valid } } };
const [create] = contract.operations.filter(({ id }) => id === "notes.create");
if (create === undefined) throw new Error("The notes have no creation.");
const operation = create;

function fresh(): Coverage {
  const credentials = new Credentials(contract.security, profile);
  const webhooks = [{ name: "note.changed", operation: { ...operation, id: "note.changed" } }];
  const { operations, channels: all } = contract;
  const validators = new Validators(contract);
  return new Coverage({ contract, operations, channels: all, webhooks, credentials, validators });
}

function exchange(rest: Partial<Case>, status: number, value: unknown = {}): Exchange {
  const testCase: Case = {
    operation: operation.id,
    method: "POST",
    intent: { kind: "positive" },
    credential: "valid",
    parameters: [],
    body: { kind: "value", mediaType: "application/json", value: { title: "A", kind: "draft" } },
    ...rest,
  };
  const body = new TextEncoder().encode(JSON.stringify(value));
  const headers = [["content-type", "application/json"]] as const;
  const request = writeRequest(testCase, operation, { headers: [], query: [], cookies: [] });
  return { case: testCase, operation, request, outcome: { kind: "answer", status, headers, body, elapsedMs: 1 } };
}

function story(...happenings: readonly Happening[]): Story {
  const entries = happenings.map((each): Entry => ({ ...each, step: 0, atMs: 0 }));
  return { scenario: { kind: "trigger", subject: "notes", steps: [] }, entries, whole: true };
}

describe("Of requests", () => {
  test("answers are counted by status and media type, and declared ones that never came are told", () => {
    const coverage = fresh();
    coverage.add(exchange({}, 201));
    coverage.add(exchange({}, 201));
    const [row] = coverage.report().operations.filter((each) => each.operation === operation.id);
    expect(row?.answers).toEqual([{ status: 201, mediaType: "application/json", count: 2 }]);
    const declared = operation.responses.flatMap(({ status, contents }) =>
      contents.map(({ mediaType }) => ({ status, mediaType })),
    );
    expect(row?.unseen).toEqual(declared.filter(({ status }) => status !== "201"));
    expect(row?.declared).toBe(declared.length);
  });

  test("a media type that is another than the declared one does not count as it", () => {
    const coverage = fresh();
    coverage.add(exchange({}, 400));
    const [row] = coverage.report().operations.filter((each) => each.operation === operation.id);
    expect(row?.answers).toEqual([{ status: 400, mediaType: "application/json", count: 1 }]);
    expect(row?.unseen).toContainEqual({ status: "4XX", mediaType: "application/problem+json" });
  });

  test("what a range of media types covers counts as seen", () => {
    for (const mediaType of ["*/*", "application/*", "Application/JSON; charset=utf-8"]) {
      const responses = operation.responses.slice(0, 1).map((each) => ({
        ...each,
        status: "2XX",
        contents: each.contents.map((content) => ({ ...content, mediaType })),
      }));
      const counts = new OperationCounts();
      counts.add(exchange({}, 201));
      expect(counts.of({ ...operation, responses }, []).unseen).toEqual([]);
    }
  });

  test("parameters are counted as present and absent, keywords by how far the value went", () => {
    const coverage = fresh();
    coverage.add(exchange({}, 201));
    coverage.add(exchange({ intent: { kind: "boundary", part: "body", keyword: "maximum", pointer: "/stars" } }, 201));
    coverage.add(
      exchange({ intent: { kind: "negative", part: "body", keyword: "pattern", pointer: "/labels/0" } }, 400),
    );
    const [key, body] = coverage.report().parameters.filter((each) => each.operation === operation.id);
    expect(key).toMatchObject({ in: "header", name: "Idempotency-Key", present: 0, absent: 3 });
    expect(key?.keywords.map(({ way, keyword, tried }) => `${way} ${keyword} ${tried}`)).toEqual([
      "boundary minLength 0",
      "boundary maxLength 0",
      "broken minLength 0",
      "broken maxLength 0",
    ]);
    const tried = body?.keywords.filter((each) => each.tried > 0);
    expect(tried?.map(({ way, pointer, keyword }) => `${way} ${pointer} ${keyword}`)).toEqual([
      "boundary /stars maximum",
      "broken /labels/* pattern",
    ]);
  });

  test("branches of schemas are told apart by direction", () => {
    const coverage = fresh();
    coverage.add(exchange({}, 201, { id: "1", title: "A", kind: "final", stars: null, createdAt: "" }));
    const branches = coverage.report().branches;
    const of = (schema: string, name: string) => branches.find((each) => each.schema === schema && each.name === name);
    expect(of("Kind", "draft")).toMatchObject({ kind: "value", sent: 1, received: 0 });
    expect(of("Kind", "final")).toMatchObject({ sent: 0, received: 1 });
    expect(of("Note", "stars")).toEqual({ schema: "Note", pointer: "", kind: "member", name: "stars", received: 1 });
    expect(of("Note", "null")).toMatchObject({ pointer: "/stars", kind: "null", received: 1 });
    expect(of("NewNote", "stars")).toMatchObject({ kind: "member", sent: 0 });
  });

  test("credentials that were not had are told with the reason", () => {
    const coverage = fresh();
    coverage.add(exchange({ intent: { kind: "auth" }, credential: "none" }, 401));
    const [row] = coverage.report().security.filter(({ subject }) => subject === operation.id);
    const of = (name: string) => row?.classes.find((each) => each.class === name);
    expect(of("none")).toEqual({ class: "none", tried: 1, refused: 1, taken: 0 });
    expect(of("expired")?.reason).toBe("the profile has no `expired` credential");
    expect(of("otherTenant")?.notDue).toBe(true);
  });
});

describe("Of stories", () => {
  const delivered = { channel: "notes", address: "notes:1", message: "changed", data: { by: "me" } } as const;

  test("messages, replies and subscriptions are counted; what never came is told by its absence", () => {
    const coverage = fresh();
    coverage.addStory(
      story(
        { kind: "opening", by: "a", over: "websocket", credential: "forged" },
        { kind: "refused", by: "a", status: 401, message: "no" },
        { kind: "opening", by: "b", over: "websocket", credential: "valid" },
        { kind: "opened", by: "b" },
        { kind: "subscription", by: "b", channel: "notes", address: "notes:1", told: { kind: "held" } },
        { kind: "sent", by: "b", message: "rename", frame: {}, id: 7 },
        { kind: "reply", by: "b", to: 7, ok: true, frame: {} },
        { kind: "delivered", by: "b", delivered },
        { kind: "called", name: "create", exchange: exchange({}, 201) },
      ),
    );
    const {
      channels: [row],
      security,
      operations,
      branches,
    } = coverage.report();
    expect(row).toMatchObject({ channel: "notes", held: 1, refused: 0, undeclared: 0 });
    expect(row?.messages).toEqual([
      { message: "changed", received: 1 },
      { message: "removed", received: 0 },
      { message: "rename", sent: 1 },
    ]);
    expect(row?.replies).toEqual([{ operation: "rename", ok: 1, errors: 0 }]);
    const connection = security.find(({ subject }) => subject === "websocket");
    expect(connection?.classes.find((each) => each.class === "forged")).toMatchObject({
      tried: 1,
      refused: 1,
      taken: 0,
    });
    expect(operations.find((each) => each.operation === operation.id)?.requests).toBe(1);
    expect(
      branches.filter(({ name }) => name === "by" || name === "why").map(({ name, received }) => [name, received]),
    ).toEqual([
      ["by", 1],
      ["why", 0],
    ]);
  });

  test("frames count for the channel to which most of them belong, not for another with some of their names", () => {
    const other = { ...(contract.channels[0] as Channel), name: "other", messages: ["rename"] };
    const counts = new MessageCounts([...contract.channels, other]);
    counts.add(
      story(
        { kind: "opening", by: "a", over: "websocket", credential: "valid" },
        { kind: "sent", by: "a", message: "rename", frame: {} },
        { kind: "received", by: "a", message: "changed", frame: {} },
      ),
    );
    expect(counts.of(other, []).messages).toEqual([{ message: "rename", sent: 0 }]);
    expect(counts.of(contract.channels[0] as Channel, []).messages).toContainEqual({ message: "rename", sent: 1 });
  });

  test("deliveries are counted by what the endpoint answered", () => {
    const coverage = fresh();
    const body = new TextEncoder().encode('{"type":"note.changed"}');
    const hook = (answer: number | "reset"): Happening => ({
      kind: "hooked",
      by: "sink",
      method: "POST",
      target: "/",
      headers: [],
      body,
      receivedAt: 0,
      answered: { answer },
    });
    coverage.addStory(story(hook(204), hook(503), hook("reset"), hook(410)));
    expect(coverage.report().webhooks).toEqual([
      { webhook: "note.changed", deliveries: 4, outcomes: { "2xx": 1, "5xx": 1, reset: 1, "410": 1 }, notes: [] },
    ]);
  });
});

test("Notes stand with what they are about, and those of the run by themselves", () => {
  const coverage = fresh();
  coverage.note("notes", "no socket");
  coverage.noteRun("webhooks");
  expect(coverage.report().channels[0]?.notes).toEqual(["no socket"]);
  expect(coverage.runNotes).toEqual(["webhooks"]);
});

test("A run tells what was done with resources, and the share of everything that was seen", async () => {
  await using server = await startNotes();
  const { coverage } = await testContract({ contract, url: server.url, profile, settleMs: 5, only: ["notes.*"] });
  const [notes] = coverage.transitions;
  expect(notes?.resource).toBe("/notes");
  const unseen = notes?.transitions.filter(({ count }) => count === 0).map(({ transition }) => transition);
  expect(unseen).toEqual(["create → list of another tenant"]);
  expect(coverage.shares.operations).toEqual({ seen: 5, of: 5 });
  expect(sharesLine(coverage.shares)).toMatch(/^operations 5\/5, answers \d+\/\d+, parameters /u);
});

test("Counting costs microseconds", () => {
  const coverage = fresh();
  const each = exchange({}, 201, { id: "1", title: "A", kind: "final", createdAt: "2026-01-01T00:00:00Z" });
  coverage.add(each);
  const began = process.cpuUsage();
  for (let count = 0; count < 20_000; count += 1) coverage.add(each);
  const { user } = process.cpuUsage(began);
  expect(user / 20_000).toBeLessThan(50);
});
