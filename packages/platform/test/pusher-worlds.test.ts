import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PresenceChannel } from "pusher-js";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { connectionIdOf } from "../src/fronts/pusher/socket-id.js";
import type { JsonObject } from "../src/json/json.js";
import { TestPlatform } from "../src/testing/test-platform.js";
import { clientOf, connected, once, Recorder, serverOf, subscribed, type Person } from "./pusher-testing.js";

const parlance = await TestPlatform.start();
const { platform } = parlance;
const credentials = platform.pusher;
const server = serverOf(platform, credentials);
const pusher = (person: Person = {}) => clientOf(platform, { credentials, server, person });
const publish = (channel: string, body: JsonObject) => parlance.send(`POST /v1/channels/${channel}/messages`, { body });

const sockets: WebSocket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.terminate();
});

/** A client of the platform's own protocol, as bare as can be. */
class FrameClient {
  readonly frames: JsonObject[] = [];
  readonly #socket: WebSocket;
  #waiting: (() => void)[] = [];
  #id = 1;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    sockets.push(socket);
    socket.on("message", (data) => {
      for (const line of String(data).split("\n")) this.frames.push(JSON.parse(line) as JsonObject);
      for (const resolve of this.#waiting.splice(0)) resolve();
    });
  }

  static async connect(token: string): Promise<FrameClient> {
    const socket = new WebSocket(`${platform.url.replace("http", "ws")}/v1/socket`, "parlance.v1.json");
    const client = new FrameClient(socket);
    await new Promise((resolve) => socket.once("open", resolve));
    const instance = "0d8e5f0d-6a0b-4b53-9d0c-7c2e0c5b1f6d";
    await client.ask({ type: "hello", version: 1, token, client: { name: "test", version: "1" }, instance });
    return client;
  }

  /** Sends a request and waits for its answer. */
  async ask(frame: JsonObject): Promise<JsonObject> {
    const id = this.#id++;
    this.#socket.send(JSON.stringify({ ...frame, id }));
    return this.until((answer) => answer["id"] === id);
  }

  /** The first frame that fits, once it came. */
  async until(fits: (frame: JsonObject) => boolean): Promise<JsonObject> {
    for (;;) {
      const found = this.frames.find(fits);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  message(event: string): Promise<JsonObject> {
    return this.until((frame) => frame["type"] === "message" && frame["event"] === event);
  }
}

describe("a message of Pusher's world", () => {
  test("reaches subscribers of the platform's own protocol as a value, and is in the history", async () => {
    const client = await FrameClient.connect(await platform.token());
    expect(await client.ask({ type: "subscribe", channel: "shared" })).toMatchObject({ type: "ok" });
    await server.trigger("shared", "price", { eur: 1.5 });
    expect(await client.message("price")).toMatchObject({ channel: "shared", offset: 1, data: { eur: 1.5 } });
    const { body } = await parlance.send("GET /v1/channels/shared/messages");
    expect(body["items"]).toMatchObject([{ event: "price", data: { eur: 1.5 }, offset: 1 }]);
  });

  test("names its sender when a client published it", async () => {
    const client = await FrameClient.connect(await platform.token());
    const own = pusher({ member: { user_id: "ada" } });
    const channel = await subscribed(own, "presence-shared");
    const { body: page } = await parlance.send("GET /v1/connections?channel=presence-shared");
    const [connection] = page["items"] as readonly JsonObject[];
    expect(connection).toMatchObject({ transport: "pusher", channels: ["presence-shared"], client: { name: "js" } });
    const answer = await client.ask({
      type: "subscribe",
      channel: "presence-shared",
      token: await leave(client, "presence-shared"),
    });
    expect(answer).toMatchObject({ type: "ok" });
    channel.trigger("client-wave", { high: true });
    expect(await client.message("client-wave")).toMatchObject({
      data: { high: true },
      from: { connectionId: connection?.["id"], userId: "ada", memberId: "ada" },
    });
  });
});

/** The platform's own authorisation for a channel. */
async function leave(client: FrameClient, channel: string, userId = "watcher"): Promise<string> {
  const welcome = await client.until((frame) => frame["type"] === "welcome");
  const { body } = await parlance.send("POST /v1/channel-authorizations", {
    body: {
      connectionId: String(welcome["connection"]),
      channel,
      userId,
      permissions: ["subscribe", "presence", "publish"],
    },
  });
  return String(body["token"]);
}

describe("a message of the platform's world", () => {
  test.each([{ a: 1 }, ["x"], "text", "42", '{"a":1}', 42, null, true])(
    "carries %j to Pusher's clients",
    async (data) => {
      const channel = await subscribed(pusher(), "values");
      const got = once(channel, "value");
      await publish("values", { event: "value", data });
      expect(await got).toEqual(data);
    },
  );

  test("without an event is called message", async () => {
    const channel = await subscribed(pusher(), "unnamed");
    const got = once(channel, "message");
    await publish("unnamed", { data: { n: 1 } });
    expect(await got).toEqual({ n: 1 });
  });

  test("cannot pass for one of the protocol", async () => {
    const client = pusher({ member: { user_id: "ada" } });
    const channel = (await subscribed(client, "presence-spoofed")) as PresenceChannel;
    const added = new Recorder(channel, "pusher:member_added");
    const data = { user_id: "ghost", user_info: {} };
    await publish("presence-spoofed", { event: "pusher_internal:member_added", data });
    const got = once(channel, "honest");
    await publish("presence-spoofed", { event: "honest", data });
    await got;
    expect([added.got, channel.members.count]).toEqual([[], 1]);
  });

  test("is remembered by a cache channel", async () => {
    await publish("cache-shared", { event: "state", data: 7 });
    expect(await once(pusher().subscribe("cache-shared"), "state")).toBe(7);
  });

  test("published with Pusher's libraries is told to webhooks, one for a user is not", async () => {
    const url = "https://example.com/hooks";
    await parlance.send("POST /v1/webhooks", { body: { url, events: ["channel.message.published"] } });
    await server.trigger("told", "news", { n: 1 });
    await server.sendToUser("ada", "news", { n: 2 });
    const { body } = await parlance.send("GET /v1/webhook-events?type=channel.message.published");
    const applicationId = platform.application.clientId;
    expect(body["items"]).toMatchObject([{ applicationId, data: { channel: "told", event: "news", data: { n: 1 } } }]);
  });

  test("published over its own socket reaches Pusher's clients", async () => {
    const channel = await subscribed(pusher(), "both");
    const client = await FrameClient.connect(await platform.token());
    const got = once(channel, "hello");
    const answer = await client.ask({ type: "publish", channel: "both", event: "hello", data: 1, publishId: "p:1" });
    expect(answer).toMatchObject({ type: "ok" });
    expect(await got).toBe(1);
  });

  test("leaves out the connection that it excludes", async () => {
    const [one, two] = [pusher(), pusher()];
    const first = new Recorder(await subscribed(one, "excluding"), "e");
    const second = new Recorder(await subscribed(two, "excluding"), "e");
    const excluded = connectionIdOf(two.connection.socket_id);
    expect((await parlance.send(`GET /v1/connections/${excluded}`)).status).toBe(200);
    await publish("excluding", { event: "e", data: 1, excludeConnectionId: excluded });
    await publish("excluding", { event: "e", data: 2 });
    const got = [await first.until(2).then(() => first.got), second.got];
    expect(got).toEqual([[1, 2], [2]]);
  });
});

describe("presence is one", () => {
  test("the platform shows Pusher's members", async () => {
    await subscribed(pusher({ member: { user_id: "ada", user_info: { name: "Ada" } } }), "presence-one");
    const { body } = await parlance.send("GET /v1/channels/presence-one/members");
    expect(body["items"]).toMatchObject([{ id: "ada", userId: "ada", info: { name: "Ada" } }]);
    const { body: channel } = await parlance.send("GET /v1/channels/presence-one");
    expect(channel).toMatchObject({ occupied: true, subscriptionCount: 1, userCount: 1 });
  });

  test("Pusher's clients see the platform's members come", async () => {
    const channel = (await subscribed(pusher({ member: { user_id: "ada" } }), "presence-two")) as PresenceChannel;
    const added = once<{ id: string }>(channel, "pusher:member_added");
    const client = await FrameClient.connect(await platform.token());
    await client.ask({ type: "subscribe", channel: "presence-two", token: await leave(client, "presence-two", "bob") });
    expect(await client.ask({ type: "presence", channel: "presence-two", action: "enter" })).toMatchObject({
      type: "ok",
    });
    expect((await added).id).toBe("bob");
    const users = await server.get({ path: "/channels/presence-two/users" });
    expect(await users.json()).toEqual({ users: expect.arrayContaining([{ id: "ada" }, { id: "bob" }]) });
    const removed = once<{ id: string }>(channel, "pusher:member_removed");
    await client.ask({ type: "presence", channel: "presence-two", action: "leave" });
    expect((await removed).id).toBe("bob");
  });
});

describe("a user is one", () => {
  test("messages reach it wherever it is", async () => {
    const client = pusher({ user: { id: "grace" } });
    await connected(client);
    const messages = new Recorder<{ event: string }>(client.connection, "message");
    client.signin();
    while (!messages.got.some(({ event }) => event === "pusher_internal:subscription_succeeded"))
      await messages.until(messages.got.length + 1);
    const got = once(client.user, "hello");
    const { body } = await parlance.send("POST /v1/users/grace/messages", { body: { event: "hello", data: { n: 1 } } });
    expect(body).toMatchObject({ deliveredTo: 1 });
    expect(await got).toEqual({ n: 1 });
    await server.sendToUser("grace", "back", { n: 2 });
    const history = await parlance.send("GET /v1/channels/user:grace/messages");
    expect((history.body["items"] as readonly JsonObject[])[0]).toMatchObject({ event: "back", data: { n: 2 } });
    expect((await parlance.send("GET /v1/users/grace")).body).toMatchObject({ online: true, connectionCount: 1 });
    const gone = once(client.connection, "disconnected");
    await parlance.send("POST /v1/users/grace/terminate-connections", { body: {} });
    await gone;
  });
});

test("a durable channel keeps what comes from Pusher over a restart", async () => {
  const folder = mkdtempSync(join(tmpdir(), "parlance-pusher-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const first = await TestPlatform.start({ data: folder });
  const settings = { durable: true, historySize: 10, historyTtlSeconds: 3600 };
  await first.send("PATCH /v1/channels/kept", { body: { settings } });
  await serverOf(first.platform, first.platform.pusher).trigger("kept", "e", { n: 1 });
  await first.platform.close();
  const second = await TestPlatform.start({ data: folder });
  const { body } = await second.send("GET /v1/channels/kept/messages");
  expect(body["items"]).toMatchObject([{ event: "e", data: { n: 1 }, offset: 1 }]);
});
