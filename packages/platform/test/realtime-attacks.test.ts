import { once } from "node:events";
import { connect as dial } from "node:net";
import { setImmediate } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import type { JsonObject } from "../src/json/json.js";
import { createPlatform } from "../src/platform.js";
import { TestPlatform } from "../src/testing/test-platform.js";
import { TestSocket } from "../src/testing/test-socket.js";

/** What a hostile client tried with success once. Who may do what is a table in `realtime-access.test.ts`. */
const platform = await TestPlatform.start();
const open: TestSocket[] = [];

afterEach(() => {
  for (const socket of open.splice(0)) socket.close();
});

async function connect(token: string): Promise<{ socket: TestSocket; id: string }> {
  const socket = new TestSocket(`${platform.platform.url}/v1/socket`);
  open.push(socket);
  const welcome = await socket.hello({ token });
  return { socket, id: String(welcome["connection"]) };
}

const userToken = (sub: string, ...scopes: string[]) => platform.sign({ sub, grants: [{ scopes }] });

async function authorise(connectionId: string, channel: string, more: JsonObject = {}): Promise<string> {
  const { body } = await platform.send("POST /v1/channel-authorizations", { body: { connectionId, channel, ...more } });
  return String(body["token"]);
}

async function memberIds(channel: string): Promise<readonly unknown[]> {
  const { body } = await platform.send(`GET /v1/channels/${channel}/members`);
  return (body["items"] as readonly JsonObject[]).map(({ id }) => id);
}

describe("a publish id that somebody else used before", () => {
  test("neither suppresses a message nor tells of another one", async () => {
    await platform.send("PATCH /v1/channels/open", { body: { settings: { clientPublish: true, durable: true } } });
    const publish = { type: "publish", channel: "open", publishId: "ada:1" };
    const [bob, ada] = await Promise.all(
      ["bob", "ada"].map(async (sub) => connect(await userToken(sub, "channels:*"))),
    );
    const first = await bob?.socket.ask({ ...publish, data: "first" });
    const second = await ada?.socket.ask({ ...publish, data: "second" });
    expect([first?.["offset"], second?.["offset"], second?.["duplicate"]]).toEqual([1, 2, undefined]);
    expect(await ada?.socket.ask({ ...publish, data: "again" })).toMatchObject({ offset: 2, duplicate: true });
  });

  test("shows no event of a topic", async () => {
    await platform.send("POST /v1/topics", { body: { name: "paid" } });
    const publish = async (sub: string) =>
      platform.send("POST /v1/topics/paid/events", {
        token: await userToken(sub, "topics:publish"),
        body: { type: "paid", payload: { by: sub }, publishId: "paid:1" },
      });
    await publish("ada");
    expect((await publish("bob")).body).toMatchObject({ payload: { by: "bob" }, offset: 2 });
  });
});

describe("a member", () => {
  const [enter, leave] = ["enter", "leave"].map((action) => ({ type: "presence", action }));

  test("does not stay when its connection enters as another one", async () => {
    const channel = "presence-names";
    const { socket, id } = await connect(await userToken("ada", "channels:read"));
    for (const memberId of ["one", "two"]) {
      await socket.ask({ type: "subscribe", channel, token: await authorise(id, channel, { memberId }) });
      await socket.ask({ ...enter, channel });
      expect(await memberIds(channel)).toEqual([memberId]);
    }
    await socket.ask({ ...leave, channel });
    expect(await memberIds(channel)).toEqual([]);
  });

  test("leaves and falls silent when a new token does not allow it any more", async () => {
    const channel = "presence-desk";
    const grants = [{ scopes: ["channels:subscribe"], resources: { name: channel } }];
    const { socket } = await connect(await platform.sign({ sub: "ada", grants }));
    await socket.ask({ ...enter, channel });
    await socket.ask({ type: "auth", token: await userToken("ada", "channels:read") });
    expect(await memberIds(channel)).toEqual([]);
    const update = { type: "presence", action: "update", channel, data: "still here" };
    expect(await socket.ask(update)).toMatchObject({ code: "conflict" });
  });

  test("leaves when the channel token expires by which it entered", async () => {
    const channel = "presence-shift";
    const { socket, id } = await connect(await userToken("ada", "channels:read"));
    const token = await authorise(id, channel, { lifetimeSeconds: 1 });
    await socket.ask({ type: "subscribe", channel, token });
    await socket.ask({ ...enter, channel });
    platform.now.value += 2000;
    expect(await socket.next("unsubscribed")).toMatchObject({ channel, code: "token_expired" });
    await expect.poll(() => memberIds(channel)).toEqual([]);
  });

  test("is on as many channels as a connection may subscribe to, and no more", async () => {
    const limited = await TestPlatform.start({ realtime: { subscriptionsPerConnection: 2 } });
    const socket = new TestSocket(`${limited.platform.url}/v1/socket`);
    open.push(socket);
    await socket.hello({ token: await limited.sign({ sub: "ada" }) });
    const codes: unknown[] = [];
    for (const topic of ["a", "b", "b", "c"])
      codes.push((await socket.ask({ ...enter, channel: `topic:${topic}` }))["code"]);
    expect(codes).toEqual([undefined, undefined, undefined, "limit_exceeded"]);
  });
});

describe("a grant that selects members of a resource", () => {
  test.each(["watch:tunnels", "topic:orders", "document:notes:1", "room:room_00000001", "news"])(
    "opens %s to nobody, because messages hold all of it",
    async (channel) => {
      const token = await platform.sign({ sub: "ada", grants: [{ scopes: ["*"], select: ["id"] }] });
      const { socket } = await connect(token);
      expect(await socket.ask({ type: "subscribe", channel })).toMatchObject({ code: "channel_forbidden" });
      expect(await socket.ask({ type: "history", channel })).toMatchObject({ code: "channel_forbidden" });
    },
  );

  test("does not show it by the messages of a channel over REST either", async () => {
    const grants = [{ scopes: ["channels:read"] }, { scopes: ["tunnels:read", "clients:read"], select: ["id"] }];
    const answer = await platform.send("GET /v1/channels/watch:tunnels/messages", {
      token: await platform.sign({ sub: "ada", grants }),
    });
    expect(answer.body).toMatchObject({ status: 403, code: "channel_forbidden" });
  });
});

test("a token that is revoked while many connections say hello with it opens none that stays", async () => {
  const token = await platform.sign({ sub: "mallory", jti: "tok_mallory1" });
  const sockets = Array.from({ length: 30 }, () => new TestSocket(`${platform.platform.url}/v1/socket`));
  await Promise.all(sockets.map((socket) => socket.opened()));
  const revoked = platform.send("POST /v1/tokens/revoke", { body: { token } });
  const greeted: Promise<unknown>[] = [];
  for (const socket of sockets) {
    greeted.push(socket.hello({ token }).catch(() => undefined));
    if (greeted.length % 3 === 0) await setImmediate();
  }
  await Promise.all([revoked, ...greeted]);
  const reasons = await Promise.all(sockets.map(async (socket) => (await socket.closed()).reason));
  expect(new Set(reasons)).toEqual(new Set(["token_revoked"]));
});

test("a long replay or history of large messages does not make a reader slow", async () => {
  const body = { data: "x".repeat(60_000) };
  for (let n = 0; n < 40; n++) await platform.send("POST /v1/channels/large/messages", { body });
  const { socket } = await connect(await platform.platform.token());
  await socket.ask({ type: "subscribe", channel: "large", rewind: { count: 40 } });
  for (let n = 1; n <= 40; n++) expect(await socket.next("message")).toMatchObject({ offset: n });
  expect(await socket.next("live")).toMatchObject({ channel: "large" });
  const history = await socket.ask({ type: "history", channel: "large" });
  const items = history["items"] as readonly JsonObject[];
  expect([items[0]?.["offset"], items.length < 40, typeof history["cursor"]]).toEqual([40, true, "string"]);
});

test("a parameter of a request leads to no other operation", async () => {
  const { socket } = await connect(await platform.platform.token());
  for (const channel of [".", ".."]) {
    const request = { type: "request", method: "channels.messages.list", params: { channel } };
    expect(await socket.ask(request)).toMatchObject({ code: "validation_failed" });
  }
});

test.each(["lose_history", "change_epoch"])("who may not read a channel does not make it %s", async (fault) => {
  await platform.send("POST /v1/channels/private-kept/messages", { body: { data: 1 } });
  const { socket } = await connect(await userToken("ada", "channels:*"));
  const params = { fault, channel: "private-kept" };
  expect(await socket.ask({ type: "request", method: "simulate", params })).toMatchObject({
    code: "channel_forbidden",
  });
  expect((await platform.send("GET /v1/channels/private-kept/messages")).text).toContain('"data":1');
});

test("a client that leaves its half of a refused upgrade open does not keep the platform from closing", async () => {
  const other = await createPlatform();
  const socket = dial({ port: Number(new URL(other.url).port), host: "127.0.0.1", allowHalfOpen: true });
  const key = "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
  socket.write(`GET /nowhere HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${key}\r\n\r\n`);
  socket.resume();
  await once(socket, "end");
  await other.close();
  socket.destroy();
});
