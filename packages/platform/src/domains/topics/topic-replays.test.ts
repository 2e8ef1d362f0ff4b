import { expect, describe, test } from "vitest";
import type { JsonObject } from "../../json/json.js";
import { TestPlatform } from "../../testing/test-platform.js";

const platform = await TestPlatform.start();
const replay = (body: JsonObject, topic = "orders") => platform.send(`POST /v1/topics/${topic}/replays`, { body });

await platform.send("POST /v1/topics", { body: { name: "orders" } });
const times: string[] = [];
const ids: string[] = [];
for (const n of [1, 2, 3]) {
  const { body } = await platform.send("POST /v1/topics/orders/events", { body: { type: "paid", payload: { n } } });
  times.push(String(body["publishedAt"]));
  ids.push(String(body["id"]));
  platform.now.value += 1000;
}

describe("topics.replay", () => {
  test.each<[string, JsonObject, number]>([
    ["all kept events", {}, 3],
    ["events by id", { eventIds: [ids[2] ?? "", ids[0] ?? "", "evt_00000000"] }, 2],
    ["events from a time", { from: times[1] ?? "" }, 2],
    ["events before a time", { to: times[1] ?? "" }, 1],
    ["events that a filter selects", { filter: { "payload.n": { gte: 3 } } }, 1],
    ["nothing", { filter: { "payload.n": 9 } }, 0],
  ])("selects %s; a dry run only counts", async (_, body, matchedCount) => {
    const answer = await replay({ ...body, target: "subscriptions", dryRun: true });
    expect(answer).toMatchObject({ status: 200, body: { matchedCount, deliveredCount: 0, dryRun: true } });
  });

  test("pushes the events again, in their order, with their ids, marked", async () => {
    await replay({ target: "subscriptions", eventIds: [ids[2] ?? "", ids[0] ?? ""] });
    const { body } = await platform.send("GET /v1/channels/topic:orders/messages?order=asc&after=3");
    const messages = body["items"] as readonly {
      readonly data: { readonly data: JsonObject };
      readonly tags: JsonObject;
    }[];
    expect(messages.map(({ data }) => data.data["id"])).toEqual([ids[0], ids[2]]);
    expect(messages.map(({ tags }) => tags)).toEqual([{ replay: "true" }, { replay: "true" }]);
  });

  test("begins a delivery to each endpoint that wants the event", async () => {
    const hook = { url: "https://shop.example/hook", events: ["topic.*"], filter: { "data.payload.n": { gte: 2 } } };
    const { body: endpoint } = await platform.send("POST /v1/webhooks", { body: hook });
    expect((await replay({ target: "webhooks" })).body).toEqual({ matchedCount: 3, deliveredCount: 2, dryRun: false });
    const { body } = await platform.send(`GET /v1/webhooks/${String(endpoint["id"])}/deliveries`);
    expect(body["items"]).toMatchObject([
      { eventType: "topic.event.published" },
      { eventType: "topic.event.published" },
    ]);
  });

  test("to a connection that is not there, or of an unknown topic: 404", async () => {
    expect((await replay({ target: "connection", connectionId: "conn_00000000" })).status).toBe(404);
    expect((await replay({ target: "connection" })).status).toBe(404);
    expect((await replay({ target: "subscriptions" }, "unknown")).status).toBe(404);
  });

  test("refuses a wrong filter, and a token without its scope", async () => {
    expect((await replay({ target: "subscriptions", filter: { a: { like: 1 } } })).status).toBe(400);
    const { token } = await platform.application([{ scopes: ["topics:read", "topics:publish"] }]);
    const answer = await platform.send("POST /v1/topics/orders/replays", { token, body: { target: "subscriptions" } });
    expect(answer).toMatchObject({ status: 403, body: { code: "insufficient_scope" } });
  });
});
