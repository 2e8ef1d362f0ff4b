import { expect, describe, test } from "vitest";
import type { JsonObject } from "../../json/json.js";
import { TestPlatform } from "../../testing/test-platform.js";

const platform = await TestPlatform.start();
const create = (name: string, members: JsonObject = {}) =>
  platform.send("POST /v1/topics", { body: { name, ...members } });
const publish = (topic: string, body: JsonObject) =>
  platform.send(`POST /v1/topics/${topic}/events`, { body: { type: "a", ...body } });
const list = async (path: string, token?: string) =>
  (await platform.send(`GET ${path}`, token === undefined ? {} : { token })).body;
const payloads = (body: JsonObject) => (body["items"] as readonly JsonObject[]).map((item) => item["payload"]);
const query = (filter: JsonObject) => encodeURIComponent(JSON.stringify(filter));

describe("topics.publish", () => {
  test("stores the event and numbers it", async () => {
    await create("numbered", { source: "database" });
    const first = await publish("numbered", { payload: { n: 1 }, metadata: { table: "sessions", extra: true } });
    const second = await publish("numbered", {
      type: "b",
      source: "socket",
      payload: null,
      metadata: { timestamp: 5 },
    });
    expect(first).toMatchObject({
      status: 201,
      body: { offset: 1, source: "database", metadata: { timestamp: platform.now.value, extra: true } },
    });
    expect(second.body).toMatchObject({ offset: 2, source: "socket", payload: null, metadata: { timestamp: 5 } });
    const location = String(first.headers.get("location"));
    expect((await platform.send(`GET ${location}`)).body).toEqual(first.body);
    expect((await platform.send("GET /v1/topics/numbered")).body).toMatchObject({ eventCount: 2, version: 1 });
    expect(await publish("unknown", {})).toMatchObject({ status: 404, body: { code: "not_found" } });
  });

  test("pushes it on the channel of the topic", async () => {
    await create("pushed");
    const { body } = await publish("pushed", { payload: 1 });
    const messages = await list("/v1/channels/topic:pushed/messages");
    expect(messages["items"]).toMatchObject([
      { event: "topic.event.published", data: { type: "topic.event.published", data: body } },
    ]);
  });

  test("with the same publish id stores once, for five minutes", async () => {
    await create("once", { retentionSeconds: 0 });
    const first = await publish("once", { publishId: "p1", payload: 1 });
    platform.now.value += 299_999;
    const token = await platform.platform.token();
    const send = () =>
      platform.send("POST /v1/topics/once/events", { token, body: { type: "a", publishId: "p1", payload: 1 } });
    expect((await send()).body).toEqual(first.body);
    platform.now.value += 1;
    expect((await send()).body).toMatchObject({ offset: 2 });
  });

  test("refuses more than 64 KiB of payload and 16 KiB of metadata", async () => {
    await create("limits");
    expect(await publish("limits", { payload: "x".repeat(65_536) })).toMatchObject({
      status: 413,
      body: { code: "payload_too_large" },
    });
    expect((await publish("limits", { payload: "x".repeat(65_534) })).status).toBe(201);
    expect((await publish("limits", { metadata: { more: "x".repeat(16_384) } })).status).toBe(413);
  });
});

describe("topics.events.list", () => {
  test("goes page by page, stable under new events", async () => {
    await create("pages");
    for (const n of [1, 2, 3]) await publish("pages", { payload: n });
    const first = await list("/v1/topics/pages/events?limit=2");
    await publish("pages", { payload: 4 });
    const second = await list(`/v1/topics/pages/events?limit=2&cursor=${String(first["nextCursor"])}`);
    expect([payloads(first), payloads(second), second["nextCursor"]]).toEqual([[3, 2], [1], null]);
    expect(payloads(await list("/v1/topics/pages/events?order=asc&limit=1"))).toEqual([1]);
  });

  test("selects by type, source, operation, time, and inside the payload", async () => {
    await create("selected");
    const start = platform.now.value;
    for (const [n, operation] of ["insert", "update", "delete"].entries()) {
      await publish("selected", {
        type: `t.${n}`,
        source: "database",
        payload: { campusId: n },
        metadata: { operation },
      });
      platform.now.value += 1000;
    }
    const time = (seconds: number) => new Date(start + seconds * 1000).toISOString();
    const select = async (parameters: string) =>
      payloads(await list(`/v1/topics/selected/events?order=asc&${parameters}`));
    expect(await select("type=t.1")).toEqual([{ campusId: 1 }]);
    expect(await select("source=socket")).toEqual([]);
    expect(await select("operation=delete")).toEqual([{ campusId: 2 }]);
    expect(await select(`from=${time(1)}&to=${time(2)}`)).toEqual([{ campusId: 1 }]);
    expect(await select(`filter=${query({ "payload.campusId": { in: [0, 2] } })}`)).toEqual([
      { campusId: 0 },
      { campusId: 2 },
    ]);
  });

  test("of all topics shows those of the topics that the grants select", async () => {
    await create("all.a");
    await create("all.b");
    await publish("all.a", { payload: "a" });
    await publish("all.b", { payload: "b" });
    const { token } = await platform.application([
      { scopes: ["topics:read"], resources: { name: "all.b" }, select: ["payload"] },
    ]);
    expect(payloads(await list(`/v1/domain-events?filter=${query({ topic: { prefix: "all." } })}`))).toEqual([
      "b",
      "a",
    ]);
    expect(payloads(await list("/v1/domain-events?topic=all.a"))).toEqual(["a"]);
    const { items } = (await list("/v1/domain-events", token)) as { items: readonly JsonObject[] };
    expect(items).toEqual([{ id: expect.any(String) as string, payload: "b" }]);
    expect((await list("/v1/topics/all.a/events", token))["code"]).toBe("not_found");
  });
});

test("events are forgotten when the retention says so, and at once when it is shortened", async () => {
  const fresh = await TestPlatform.start();
  await fresh.send("POST /v1/topics", { body: { name: "kept", retentionSeconds: 100 } });
  const { body } = await fresh.send("POST /v1/topics/kept/events", { body: { type: "a" } });
  fresh.now.value += 50_000;
  await fresh.send("POST /v1/topics/kept/events", { body: { type: "b" } });
  const count = async () => (await fresh.send("GET /v1/topics/kept")).body["eventCount"];
  expect(await count()).toBe(2);
  fresh.now.value += 50_000;
  const token = await fresh.platform.token();
  expect(await count()).toBe(1);
  expect((await fresh.send(`GET /v1/topics/kept/events/${String(body["id"])}`, { token })).status).toBe(404);
  expect((await fresh.send("GET /v1/topics/kept/events", { token })).body["items"]).toMatchObject([{ type: "b" }]);
  expect((await fresh.send("PATCH /v1/topics/kept", { token, body: { retentionSeconds: 50 } })).body).toMatchObject({
    eventCount: 0,
  });
  expect((await fresh.send("PATCH /v1/topics/kept", { token, body: { retentionSeconds: 500 } })).body).toMatchObject({
    eventCount: 0,
  });
});
