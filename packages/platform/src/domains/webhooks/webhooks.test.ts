import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../json/json.js";
import { TestPlatform } from "../../testing/test-platform.js";

const platform = await TestPlatform.start();
const url = "https://shop.example/hooks";
const create = (body: JsonObject = {}) =>
  platform.send("POST /v1/webhooks", { body: { url, events: ["tunnel.*"], ...body } });
const path = ({ body }: { body: JsonObject }) => `/v1/webhooks/${String(body["id"])}`;

describe("a webhook endpoint", () => {
  test("shows its secret once", async () => {
    const created = await create();
    expect(created).toMatchObject({ status: 201, body: { enabled: true, disabledReason: null } });
    expect(created.body["secret"]).toMatch(/^whsec_[A-Za-z0-9+/]{32}$/);
    for (const line of [`GET ${path(created)}`, "GET /v1/webhooks"])
      expect((await platform.send(line)).text).not.toContain("whsec_");
  });

  test.each(["http://shop.example", "https://user@shop.example", "ftp://shop.example", "http://10.0.0.1/x"])(
    "refuses %s",
    async (wrong) => {
      expect((await create({ url: wrong })).status).toBe(400);
    },
  );

  test("may be on this machine in development", async () => {
    expect((await create({ url: "http://127.0.0.1:8080/hooks" })).status).toBe(201);
  });

  test("is changed, its filter as a whole, and refuses a filter that is none", async () => {
    const created = await create({ filter: { "data.labels.env": "production" } });
    const patch = (body: JsonObject) => platform.send(`PATCH ${path(created)}`, { body });
    expect((await patch({ filter: { "data.status": "online" }, description: "d" })).body).toMatchObject({
      filter: { "data.status": "online" },
      description: "d",
    });
    expect((await patch({ filter: null, description: null })).body).toMatchObject({ filter: null, description: null });
    expect((await patch({ filter: { a: { matches: "(" } } })).body["code"]).toBe("invalid_filter");
  });

  test("keeps the previous secret until the overlap ends", async () => {
    const created = await create();
    const rotated = await platform.send(`POST ${path(created)}/rotate`, { body: { overlapSeconds: 60 } });
    expect(rotated.status).toBe(200);
    expect(rotated.body["secret"]).not.toBe(created.body["secret"]);
    expect(rotated.body["previousSecretExpiresAt"]).toBe(new Date(platform.now.value + 60_000).toISOString());
  });

  test("keeps the previous secret for the default overlap where the body is left out", async () => {
    const rotated = await platform.send(`POST ${path(await create())}/rotate`);
    expect(rotated.status).toBe(200);
    expect(rotated.body["previousSecretExpiresAt"]).toBe(new Date(platform.now.value + 86_400_000).toISOString());
  });
});

describe("deliveries", () => {
  test("are put on their way by a test and again by resend, and canceled by disable", async () => {
    const created = await create();
    const tested = await platform.send(`POST ${path(created)}/test`, { body: {} });
    expect(tested).toMatchObject({ status: 202, body: { status: "pending", eventType: "webhook.test", attempts: [] } });
    const again = await platform.send(`POST ${path(created)}/deliveries/${String(tested.body["id"])}/resend`);
    expect(again).toMatchObject({
      status: 202,
      body: { eventId: tested.body["eventId"], resendOf: tested.body["id"] },
    });
    expect((await platform.send(`POST ${path(created)}/disable`)).body).toMatchObject({
      enabled: false,
      disabledReason: "manual",
    });
    const list = await platform.send(`GET ${path(created)}/deliveries?status=canceled`);
    expect((list.body["items"] as readonly JsonObject[]).length).toBe(2);
    expect((await platform.send(`POST ${path(created)}/enable`)).body).toMatchObject({
      enabled: true,
      disabledReason: null,
    });
    expect((await platform.send(`DELETE ${path(created)}`)).status).toBe(204);
  });
});

test("events of the project are listed by type and read one by one", async () => {
  await platform.send("POST /v1/tunnels", { body: { protocol: "http", name: "evented" } });
  const { body } = await platform.send("GET /v1/webhook-events?type=tunnel.created");
  const [event] = body["items"] as readonly JsonObject[];
  expect(event).toMatchObject({ type: "tunnel.created", data: { name: "evented" } });
  expect((await platform.send(`GET /v1/webhook-events/${String(event?.["id"])}`)).body).toEqual(event);
});

test("events are listed by a pattern of types as endpoints choose theirs", async () => {
  const fresh = await TestPlatform.start();
  const { body: endpoint } = await fresh.send("POST /v1/webhooks", { body: { url, events: ["*"] } });
  await fresh.send(`POST /v1/webhooks/${String(endpoint["id"])}/test`, { body: {} });
  await fresh.send("POST /v1/tunnels", { body: { protocol: "http" } });
  const types = async (pattern: string) => {
    const { body } = await fresh.send(`GET /v1/webhook-events?order=asc&type=${pattern}`);
    return (body["items"] as readonly JsonObject[]).map(({ type }) => type);
  };
  expect(await types("tunnel.*")).toEqual(["tunnel.created"]);
  expect(await types("*")).toEqual(["webhook.test", "tunnel.created"]);
  expect(await types("room.*")).toEqual([]);
});
