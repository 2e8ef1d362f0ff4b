import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { JsonObject } from "../../json/json.js";
import { TestPlatform } from "../../testing/test-platform.js";

const platform = await TestPlatform.start();
const publish = (channel: string, body: JsonObject) => platform.send(`POST /v1/channels/${channel}/messages`, { body });
const history = async (channel: string, query = "") =>
  (await platform.send(`GET /v1/channels/${channel}/messages?${query}`)).body as JsonObject & {
    items: readonly JsonObject[];
    nextCursor: string | null;
    previousCursor: string | null;
  };
const data = ({ items }: { items: readonly JsonObject[] }) => items.map((item) => item["data"]);

describe("channels.publish", () => {
  test.each([0, "", false, null, [1], { a: 1 }])("takes %j as data and gives it back", async (value) => {
    const { status, body } = await publish("values", { data: value, event: "e", tags: { kind: "news" } });
    expect(status).toBe(200);
    const got = await platform.send(`GET /v1/channels/values/messages/${String(body["messageId"])}`);
    expect(got.body).toMatchObject({ data: value, event: "e", tags: { kind: "news" }, channel: "values" });
  });

  test("counts offsets up by one, and knows a publish id again", async () => {
    const first = await publish("offsets", { data: 1, publishId: "p1" });
    const again = await publish("offsets", { data: 1, publishId: "p1" });
    const second = await publish("offsets", { data: 2 });
    expect([first, again, second].map(({ body }) => (body["position"] as JsonObject)["offset"])).toEqual([1, 1, 2]);
    expect([first, again].map(({ body }) => body["duplicate"])).toEqual([false, true]);
  });

  test("refuses channels of the platform, a malformed name, and too much data", async () => {
    expect(await publish("topic:orders", { data: 1 })).toMatchObject({
      status: 403,
      body: { code: "channel_forbidden" },
    });
    expect((await publish("a%20b", { data: 1 })).status).toBe(400);
    expect(await publish("big", { data: "x".repeat(65_536) })).toMatchObject({
      status: 413,
      body: { code: "payload_too_large" },
    });
  });

  test("keeps to the channels that the grant selects", async () => {
    const { token } = await platform.application([
      { scopes: ["channels:publish"], resources: { name: { prefix: "chat-" } } },
    ]);
    const send = (channel: string) =>
      platform.send(`POST /v1/channels/${channel}/messages`, { token, body: { data: 1 } });
    expect((await send("chat-1")).status).toBe(200);
    expect((await send("news")).body["code"]).toBe("channel_forbidden");
  });
});

describe("publishing to many", () => {
  test("gives each channel its own result", async () => {
    const { body } = await platform.send("POST /v1/messages", { body: { channels: ["m1", "watch:x", "m2"], data: 1 } });
    expect(body).toMatchObject({ publishedCount: 2, failedCount: 1 });
    expect((body["items"] as readonly JsonObject[]).map((item) => item["status"])).toEqual([
      "published",
      "failed",
      "published",
    ]);
  });

  test("keeps the order of a batch in each channel", async () => {
    const messages = Array.from({ length: 100 }, (_, n) => ({ channel: `batch-${n % 2}`, data: n }));
    expect((await platform.send("POST /v1/message-batches", { body: { messages } })).body["publishedCount"]).toBe(100);
    expect(data(await history("batch-0", "order=asc&limit=100"))).toEqual(Array.from({ length: 50 }, (_, n) => 2 * n));
  });

  test("refuses an empty batch and 101 messages", async () => {
    const messages = Array.from({ length: 101 }, () => ({ channel: "x", data: 1 }));
    for (const wrong of [[], messages]) {
      expect((await platform.send("POST /v1/message-batches", { body: { messages: wrong } })).status).toBe(400);
    }
  });
});

describe("channels.messages.list", () => {
  test("goes through the pages and back, stable under new messages", async () => {
    for (let n = 1; n <= 5; n++) await publish("pages", { data: n });
    const first = await history("pages", "limit=2");
    await publish("pages", { data: 6 });
    const second = await history("pages", `limit=2&cursor=${String(first.nextCursor)}`);
    const third = await history("pages", `limit=2&cursor=${String(second.nextCursor)}`);
    const back = await history("pages", `limit=2&cursor=${String(second.previousCursor)}`);
    expect([first, second, third, back].map(data)).toEqual([[5, 4], [3, 2], [1], [5, 4]]);
    expect([first.previousCursor, third.nextCursor]).toEqual([null, null]);
  });

  test("starts behind a position, and says so when that is forgotten", async () => {
    for (let n = 1; n <= 3; n++) await publish("resume", { data: n, event: n === 2 ? "even" : "odd" });
    const { position } = await history("resume");
    const { epoch } = position as { epoch: string };
    expect(data(await history("resume", `order=asc&epoch=${epoch}&after=1`))).toEqual([2, 3]);
    expect(data(await history("resume", "event=even"))).toEqual([2]);
    expect(await history("resume", "epoch=other&after=1")).toMatchObject({ code: "history_gone", status: 410 });
    await platform.send("PATCH /v1/channels/resume", { body: { settings: { historySize: 1 } } });
    expect(await history("resume", `epoch=${epoch}&after=1`)).toMatchObject({ code: "history_gone" });
  });

  test("forgets by age and by the message's own time", async () => {
    await publish("ages", { data: "short", ttlSeconds: 10 });
    await publish("ages", { data: "usual" });
    platform.now.value += 10_000;
    expect(data(await history("ages"))).toEqual(["usual"]);
    platform.now.value += 120_000;
    expect(data(await history("ages"))).toEqual([]);
  });
});

describe("a channel", () => {
  test("that nobody used answers with the defaults", async () => {
    const { status, body, headers } = await platform.send("GET /v1/channels/presence-new");
    expect(status).toBe(200);
    expect(headers.get("etag")).toBe('"1"');
    expect(body).toMatchObject({
      type: "presence",
      occupied: false,
      position: { offset: 0 },
      settings: { historySize: 100, durable: false },
    });
  });

  test("is set up by its first update, listed by name, and forgotten by delete", async () => {
    for (const name of ["set-b", "set-a", "set-c"]) {
      await platform.send(`PATCH /v1/channels/${name}`, {
        body: { settings: { historySize: 5 }, labels: { env: "test" } },
        headers: { "If-Match": '"1"' },
      });
    }
    const list = async (query: string) => (await platform.send(`GET /v1/channels?prefix=set-&${query}`)).body;
    const first = await list("limit=2");
    const second = await list(`limit=2&cursor=${String(first["nextCursor"])}`);
    expect(
      [first, second].flatMap((page) => (page["items"] as readonly JsonObject[]).map((item) => item["name"])),
    ).toEqual(["set-a", "set-b", "set-c"]);
    expect((await list("occupied=true"))["items"]).toEqual([]);
    expect(
      (await platform.send("PATCH /v1/channels/set-a", { body: { labels: {} }, headers: { "If-Match": '"1"' } }))
        .status,
    ).toBe(412);
    const { position } = (await publish("set-a", { data: 1 })).body as { position: JsonObject };
    expect((await platform.send("DELETE /v1/channels/set-a")).status).toBe(204);
    expect(((await platform.send("GET /v1/channels/set-a")).body["position"] as JsonObject)["epoch"]).not.toBe(
      position["epoch"],
    );
  });
});

test("a durable channel keeps epoch, offsets and messages over a restart", async () => {
  const folder = mkdtempSync(join(tmpdir(), "parlance-channels-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const first = await TestPlatform.start({ data: folder });
  await first.send("PATCH /v1/channels/kept", {
    body: { settings: { durable: true, historySize: 2, historyTtlSeconds: 3600 } },
  });
  for (const n of [1, 2, 3])
    await first.send("POST /v1/channels/kept/messages", { body: { data: n, publishId: `p${n}` } });
  const before = await first.send("GET /v1/channels/kept/messages");
  await first.platform.close();
  const second = await TestPlatform.start({ data: folder });
  expect((await second.send("GET /v1/channels/kept/messages")).body).toEqual(before.body);
  const again = await second.send("POST /v1/channels/kept/messages", { body: { data: 3, publishId: "p3" } });
  expect(again.body).toMatchObject({ duplicate: true, position: { offset: 3 } });
  expect((await second.send("POST /v1/channels/kept/messages", { body: { data: 4 } })).body).toMatchObject({
    position: { offset: 4 },
  });
});

describe("connections, users and members", () => {
  test("are empty while nobody is connected", async () => {
    expect((await platform.send("GET /v1/connections")).body).toEqual({ items: [], nextCursor: null });
    expect((await platform.send("GET /v1/channels/presence-x/members")).body).toEqual({ items: [], nextCursor: null });
    expect((await platform.send("GET /v1/users/ada")).body).toEqual({
      id: "ada",
      online: false,
      connectionCount: 0,
      channels: [],
      lastSeenAt: null,
    });
    expect((await platform.send("GET /v1/connections/conn_00000000")).status).toBe(404);
    expect((await platform.send("POST /v1/users/ada/terminate-connections", { body: {} })).body).toEqual({
      terminatedCount: 0,
    });
    expect((await platform.send("GET /v1/members/ada/states?channel=presence-x")).body).toMatchObject({
      items: [{ status: "failed" }],
    });
  });

  test("a direct message to a user that is away waits on its channel", async () => {
    const sent = await platform.send("POST /v1/users/ada/messages", { body: { data: "hi" } });
    expect(sent.body).toMatchObject({ deliveredTo: 0 });
    expect(data(await history("user:ada"))).toEqual(["hi"]);
  });
});

describe("authorisations", () => {
  const body = { connectionId: "conn_00000000", channel: "presence-lobby" };

  test("are bound to connection and channel, and are no session tokens", async () => {
    const { status, body: answer } = await platform.send("POST /v1/channel-authorizations", {
      body: { ...body, userId: "ada" },
    });
    expect(status).toBe(201);
    expect(answer).toMatchObject({ ...body, permissions: ["subscribe"] });
    expect((await platform.send("GET /v1/whoami", { token: String(answer["token"]) })).body["code"]).toBe(
      "invalid_token",
    );
  });

  test("on a presence channel need a member", async () => {
    expect((await platform.send("POST /v1/channel-authorizations", { body })).status).toBe(422);
  });

  test("the permissions of a token name what its grants name", async () => {
    const { token } = await platform.application([
      { scopes: ["channels:subscribe"], resources: { name: { prefix: "chat-" } } },
      { scopes: ["channels:*"], resources: { name: "news" } },
    ]);
    const { body: list } = await platform.send("GET /v1/channel-permissions", { token });
    expect((list["items"] as readonly JsonObject[]).map(({ channel, read, write }) => [channel, read, write])).toEqual([
      ["chat-*", true, false],
      ["news", true, true],
    ]);
  });
});
