import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../json/json.js";
import { TestPlatform } from "../../testing/test-platform.js";

const platform = await TestPlatform.start();
const publish = (channel: string, body: JsonObject) => platform.send(`POST /v1/channels/${channel}/messages`, { body });
const granted = async (grant: JsonObject) => (await platform.application([grant])).token;

describe("messages under a grant", () => {
  test("are those of the channels that it selects, with all members", async () => {
    const { body } = await publish("chat-1", { data: "hi", event: "said" });
    const token = await granted({ scopes: ["channels:read"], resources: { name: { prefix: "chat-" } } });
    const list = await platform.send("GET /v1/channels/chat-1/messages", { token });
    expect(list.body["items"]).toMatchObject([{ channel: "chat-1", data: "hi", event: "said" }]);
    const one = await platform.send(`GET /v1/channels/chat-1/messages/${String(body["messageId"])}`, { token });
    const { id, epoch } = one.body;
    expect(one.body).toMatchObject({ id: body["messageId"], data: "hi", offset: 1 });
    expect(id).toBe(`msg_${String(epoch)}_1`);
    expect((await platform.send("GET /v1/channels/chat-1/members", { token })).body).toEqual({
      items: [],
      nextCursor: null,
    });
    expect(await platform.send("GET /v1/channels/news/messages", { token })).toMatchObject({
      status: 403,
      body: { code: "channel_forbidden" },
    });
  });

  test("show the members that it selects", async () => {
    await publish("chat-2", { data: "hi" });
    const token = await granted({ scopes: ["channels:read"], resources: { name: "chat-2" }, select: ["data"] });
    const { body } = await platform.send("GET /v1/channels/chat-2/messages", { token });
    expect(body["items"]).toEqual([{ id: expect.any(String) as string, data: "hi" }]);
  });

  test("need the scope", async () => {
    const token = await granted({ scopes: ["channels:publish"] });
    const { status, body } = await platform.send("GET /v1/channels/chat-1/messages", { token });
    expect([status, body["code"]]).toEqual([403, "insufficient_scope"]);
  });
});

describe("messages", () => {
  test("of an unused channel: an empty list, and 404 for any id", async () => {
    expect((await platform.send("GET /v1/channels/unused/messages")).body).toMatchObject({
      items: [],
      nextCursor: null,
      previousCursor: null,
      position: { offset: 0 },
    });
    expect((await platform.send("GET /v1/channels/unused/messages/msg_00000000")).status).toBe(404);
  });

  test("of another project are not there", async () => {
    const { body } = await publish("shared-name", { data: 1 });
    const other = await platform.platform.createProject({ name: "Other", endpoint: "other.example" });
    const token = await platform.platform.token(other);
    expect((await platform.send("GET /v1/channels/shared-name/messages", { token })).body["items"]).toEqual([]);
    const path = `GET /v1/channels/shared-name/messages/${String(body["messageId"])}`;
    expect((await platform.send(path, { token })).status).toBe(404);
  });

  test("are found by a filter that reaches into data and tags", async () => {
    for (const n of [1, 2, 3]) await publish("filtered", { data: { n }, tags: { kind: n === 2 ? "even" : "odd" } });
    const select = async (filter: JsonObject) => {
      const path = `/v1/channels/filtered/messages?order=asc&filter=${encodeURIComponent(JSON.stringify(filter))}`;
      const { items } = (await platform.send(`GET ${path}`)).body as { items: readonly { offset: number }[] };
      return items.map(({ offset }) => offset);
    };
    expect(await select({ "data.n": { gte: 2 } })).toEqual([2, 3]);
    expect(await select({ "tags.kind": "odd" })).toEqual([1, 3]);
  });

  test("a cursor does not outlive the log", async () => {
    for (const n of [1, 2, 3]) await publish("renewed", { data: n });
    const { nextCursor } = (await platform.send("GET /v1/channels/renewed/messages?limit=1")).body;
    await platform.send("DELETE /v1/channels/renewed");
    const next = await platform.send(`GET /v1/channels/renewed/messages?limit=1&cursor=${String(nextCursor)}`);
    expect(next).toMatchObject({ status: 400, body: { code: "invalid_cursor" } });
  });
});
