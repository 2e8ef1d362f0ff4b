import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { randomId } from "../../ids.js";
import type { JsonObject } from "../../json/json.js";
import { TestPlatform } from "../../testing/test-platform.js";

const folder = mkdtempSync(join(tmpdir(), "parlance-publish-"));
afterAll(() => rmSync(folder, { recursive: true }));
const results = (body: JsonObject) =>
  (body["items"] as readonly JsonObject[]).map(
    (item) => item["status"] === "published" || (item["problem"] as JsonObject)["code"],
  );

describe("a batch", () => {
  test("reports each item by itself, in the order of the request", async () => {
    const platform = await TestPlatform.start();
    const { token } = await platform.application([
      { scopes: ["channels:publish"], resources: { name: { prefix: "a" } } },
    ]);
    const messages = [
      { channel: "a1", data: 1, publishId: "p" },
      { channel: "b1", data: 2 },
      { channel: "a1", data: 3, publishId: "p" },
      { channel: "a1", data: "x".repeat(65_535) },
      { channel: "a1", data: 4 },
    ];
    const { status, body } = await platform.send("POST /v1/message-batches", { token, body: { messages } });
    expect(status).toBe(200);
    expect(results(body)).toEqual([true, "channel_forbidden", true, "payload_too_large", true]);
    expect(body).toMatchObject({
      publishedCount: 3,
      failedCount: 2,
      items: { 2: { publication: { duplicate: true } } },
    });
    const { items } = (await platform.send("GET /v1/channels/a1/messages?order=asc")).body as {
      items: readonly JsonObject[];
    };
    expect(items.map(({ data, offset }) => [data, offset])).toEqual([
      [1, 1],
      [4, 2],
    ]);
  });
});

describe("a publish id on a durable channel", () => {
  test("is known after a restart, also when the message is no longer kept, for five minutes", async () => {
    const first = await TestPlatform.start({ data: folder });
    await first.send("PATCH /v1/channels/kept", {
      body: { settings: { durable: true, historySize: 1, historyTtlSeconds: 60 } },
    });
    const publish = async (target: TestPlatform, data: number, publishId: string) => {
      const token = await target.platform.token();
      return (await target.send("POST /v1/channels/kept/messages", { token, body: { data, publishId } })).body;
    };
    const before = await publish(first, 1, "p1");
    await publish(first, 2, "p2");
    await first.platform.close();
    const second = await TestPlatform.start({ data: folder });
    second.now.value = first.now.value + 299_999;
    expect(await publish(second, 1, "p1")).toEqual({ ...before, duplicate: true });
    second.now.value += 1;
    expect(await publish(second, 1, "p1")).toMatchObject({ duplicate: false, position: { offset: 3 } });
  });
});

test("a publish whose transaction fails leaves no trace: not in the log, not in its offsets", async () => {
  let eventId: string | undefined;
  const ids = (prefix: string) => (prefix === "evt" && eventId !== undefined ? eventId : randomId(prefix));
  const platform = await TestPlatform.start({ ids });
  await platform.send("PATCH /v1/channels/kept", { body: { settings: { durable: true } } });
  await platform.send("POST /v1/webhooks", {
    body: { url: "https://example.com/hooks", events: ["channel.message.published"] },
  });
  const publish = (data: number) =>
    platform.send("POST /v1/channels/kept/messages", { body: { data, publishId: `p${data}` } });
  eventId = "evt_00000001";
  await publish(1);
  expect((await publish(2)).body["code"]).toBe("already_exists");
  eventId = "evt_00000002";
  expect((await publish(2)).body).toMatchObject({ duplicate: false, position: { offset: 2 } });
  const { items } = (await platform.send("GET /v1/channels/kept/messages?order=asc")).body as {
    items: readonly JsonObject[];
  };
  expect(items.map(({ data, offset }) => [data, offset])).toEqual([
    [1, 1],
    [2, 2],
  ]);
});

test("a user publishes over HTTP only where clients may, as over a connection", async () => {
  const platform = await TestPlatform.start();
  const token = await platform.sign({ sub: "ada", grants: [{ scopes: ["channels:publish"] }] });
  const publish = () => platform.send("POST /v1/channels/a1/messages", { token, body: { data: 1 } });
  expect((await publish()).body).toMatchObject({ code: "channel_forbidden" });
  await platform.send("PATCH /v1/channels/a1", { body: { settings: { clientPublish: true } } });
  expect((await publish()).status).toBe(200);
});

describe("webhooks", () => {
  const told = async (platform: TestPlatform): Promise<readonly JsonObject[]> => {
    const { body } = await platform.send("GET /v1/webhook-events?type=channel.message.published");
    return body["items"] as readonly JsonObject[];
  };

  test("are told of each message once, if one wants that", async () => {
    const platform = await TestPlatform.start();
    const publish = (channel: string, message: object) =>
      platform.send(`POST /v1/channels/${channel}/messages`, { body: { ...message } });
    await publish("orders", { data: "unheard" });
    expect(await told(platform)).toEqual([]);
    const { body: hook } = await platform.send("POST /v1/webhooks", {
      body: { url: "https://example.com/hooks", events: ["channel.message.published"] },
    });
    const { body } = await publish("orders", { data: { order: 1 }, event: "order.paid", publishId: "p" });
    await publish("orders", { data: { order: 1 }, event: "order.paid", publishId: "p" });
    await platform.send("POST /v1/users/ada/messages", { body: { data: "hello" } });
    await platform.send("POST /v1/message-batches", { body: { messages: [{ channel: "news", data: 2 }] } });
    const [second, first, ...more] = await told(platform);
    expect(more).toEqual([]);
    const data = { id: body["messageId"], channel: "orders", event: "order.paid", data: { order: 1 }, offset: 2 };
    expect(first).toMatchObject({ applicationId: platform.platform.application.clientId, data });
    expect(second).toMatchObject({ data: { channel: "news", data: 2, offset: 1 } });
    await platform.send(`POST /v1/webhooks/${String(hook["id"])}/disable`);
    await publish("orders", { data: "unheard" });
    expect(await told(platform)).toHaveLength(2);
  });
});
