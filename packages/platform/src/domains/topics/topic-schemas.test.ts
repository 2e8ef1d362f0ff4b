import { expect, describe, test } from "vitest";
import type { JsonObject } from "../../json/json.js";
import { TestPlatform } from "../../testing/test-platform.js";

const platform = await TestPlatform.start();
const create = (name: string, members: JsonObject = {}) =>
  platform.send("POST /v1/topics", { body: { name, ...members } });
const add = (topic: string, schema: JsonObject | boolean, note?: string) =>
  platform.send(`POST /v1/topics/${topic}/schemas`, { body: { schema, ...(note !== undefined && { note }) } });
const publish = (topic: string, payload: JsonObject) =>
  platform.send(`POST /v1/topics/${topic}/events`, { body: { type: "a", payload } });
const campus = { type: "object", required: ["campusId"], properties: { campusId: { type: "integer" } } };

describe("schemas of a topic", () => {
  test("are numbered from 1 and listed newest first", async () => {
    await create("numbered");
    expect((await platform.send("GET /v1/topics/numbered/schemas")).body).toEqual({ items: [], nextCursor: null });
    expect((await platform.send("GET /v1/topics/numbered/schemas/latest")).status).toBe(404);
    const first = await add("numbered", campus, "Adds campusId.");
    expect(first).toMatchObject({
      status: 201,
      body: { topic: "numbered", number: 1, note: "Adds campusId.", schema: campus },
    });
    expect(first.headers.get("location")).toBe("/v1/topics/numbered/schemas/1");
    await add("numbered", true);
    const { body } = await platform.send("GET /v1/topics/numbered/schemas?limit=1");
    expect(body).toMatchObject({ items: [{ number: 2 }], nextCursor: expect.any(String) as string });
    expect(
      (await platform.send(`GET /v1/topics/numbered/schemas?limit=1&cursor=${String(body["nextCursor"])}`)).body,
    ).toMatchObject({
      items: [{ number: 1 }],
      nextCursor: null,
    });
    expect((await platform.send("GET /v1/topics/numbered/schemas/latest")).body).toMatchObject({
      number: 2,
      schema: true,
    });
    expect((await platform.send("GET /v1/topics/numbered/schemas/1")).body).toEqual(first.body);
    expect((await platform.send("GET /v1/topics/numbered/schemas/3")).status).toBe(404);
    expect((await platform.send("GET /v1/topics/numbered")).body).toMatchObject({ schemaVersion: 2, version: 3 });
  });

  test.each<[string, JsonObject, string]>([
    ["is no schema", { type: "objekt" }, "/schema"],
    ["refers to another document", { $ref: "https://example.com/other.json" }, "/schema"],
    ["has a pattern that is not RE2", { pattern: "(?=a)" }, "/schema"],
    ["is of an unknown dialect", { $schema: "https://example.com/mine" }, "/schema/$schema"],
    ["is checked later", { $async: true }, "/schema/$async"],
  ])("that %s: 422", async (_, schema, pointer) => {
    await create("refused");
    expect(await add("refused", schema)).toMatchObject({
      status: 422,
      body: { code: "unprocessable", errors: [{ pointer }] },
    });
  });

  test("beyond 256 KiB are refused", async () => {
    await create("large");
    expect(await add("large", { description: "x".repeat(256 * 1024) })).toMatchObject({
      status: 413,
      body: { code: "payload_too_large" },
    });
  });

  test("may be of draft 7 and refer to themselves", async () => {
    await create("draft7");
    const tree = {
      $schema: "http://json-schema.org/draft-07/schema#",
      properties: { next: { $ref: "#" } },
      required: ["n"],
    };
    expect((await add("draft7", tree)).status).toBe(201);
    expect((await publish("draft7", { n: 1, next: { n: 2 } })).status).toBe(201);
    expect((await publish("draft7", { n: 1, next: {} })).status).toBe(422);
  });
});

describe("validation", () => {
  test("reject: an event that does not fit the latest schema is refused, and says where", async () => {
    await create("strict");
    expect((await publish("strict", { campusId: "a" })).body).toMatchObject({ schemaVersion: null });
    await add("strict", campus);
    expect(await publish("strict", { campusId: "a" })).toMatchObject({
      status: 422,
      body: { code: "unprocessable", errors: [{ pointer: "/payload/campusId", code: "type" }] },
    });
    expect((await publish("strict", {})).body).toMatchObject({
      errors: [{ pointer: "/payload/campusId", code: "required" }],
    });
    expect(await platform.send("POST /v1/topics/strict/events", { body: { type: "a" } })).toMatchObject({
      status: 422,
    });
    expect((await publish("strict", { campusId: 1 })).body).toMatchObject({ schemaVersion: 1, offset: 2 });
  });

  test("warn: it is taken, and counted", async () => {
    await create("lenient", { validation: "warn" });
    await add("lenient", campus);
    expect(await publish("lenient", {})).toMatchObject({ status: 201, body: { schemaVersion: 1 } });
    expect((await platform.send("GET /v1/metrics")).text).toContain("parlance_topic_misfits_total 1\n");
  });

  test("none: it is not compared", async () => {
    await create("open", { validation: "none" });
    await add("open", campus);
    expect(await publish("open", {})).toMatchObject({ status: 201, body: { schemaVersion: null } });
  });

  test("is linear for a pattern that would backtrack", async () => {
    await create("linear");
    await add("linear", { properties: { text: { pattern: "^(a+)+$" } } });
    expect((await publish("linear", { text: `${"a".repeat(40_000)}!` })).status).toBe(422);
  });
});
