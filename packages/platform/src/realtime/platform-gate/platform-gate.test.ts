import { afterEach, describe, expect, test } from "vitest";
import type { JsonObject } from "../../json/json.js";
import { TestPlatform } from "../../testing/test-platform.js";
import { TestSocket } from "../../testing/test-socket.js";

const platform = await TestPlatform.start();
const backend = await platform.platform.token();
const open: TestSocket[] = [];

afterEach(() => {
  for (const socket of open.splice(0)) socket.close();
});

interface Connected {
  readonly socket: TestSocket;
  readonly id: string;
  readonly session: string;
}

async function connect(token: string, hello: JsonObject = {}): Promise<Connected> {
  const socket = new TestSocket(`${platform.platform.url}/v1/socket`);
  open.push(socket);
  const welcome = await socket.hello({ token, ...hello });
  return { socket, id: String(welcome["connection"]), session: String(welcome["session"]) };
}

/** A token of a user, with these scopes and filters alone. */
const userToken = (sub: string, grants: readonly object[] = [{ scopes: ["channels:subscribe", "channels:publish"] }]) =>
  platform.sign({ sub, grants: grants as [] });

async function authorise(connectionId: string, channel: string, more: JsonObject = {}): Promise<string> {
  const { body } = await platform.send("POST /v1/channel-authorizations", { body: { connectionId, channel, ...more } });
  return String(body["token"]);
}

describe("a public channel", () => {
  test("takes the scope, and a filter that selects it", async () => {
    const { socket } = await connect(await userToken("ada", [{ scopes: ["channels:read"] }]));
    expect(await socket.ask({ type: "subscribe", channel: "news" })).toMatchObject({ code: "insufficient_scope" });
    const grants = [{ scopes: ["channels:subscribe"], resources: { name: { prefix: "news." } } }];
    const { socket: filtered } = await connect(await userToken("bob", grants));
    expect(await filtered.ask({ type: "subscribe", channel: "news.world" })).toMatchObject({ type: "ok" });
    expect(await filtered.ask({ type: "subscribe", channel: "gossip" })).toMatchObject({ code: "channel_forbidden" });
    expect(await filtered.ask({ type: "subscribe", channel: "no such name" })).toMatchObject({
      code: "validation_failed",
    });
  });

  test("is published on by users only where its settings say so", async () => {
    const { socket } = await connect(await userToken("ada"));
    const publish = (channel: string) => socket.ask({ type: "publish", channel, data: 1, publishId: "1" });
    expect(await publish("quiet")).toMatchObject({ code: "channel_forbidden" });
    await platform.send("PATCH /v1/channels/loud", { body: { settings: { clientPublish: true } } });
    expect(await publish("loud")).toMatchObject({ type: "ok", offset: 1 });
    const { body } = await platform.send("GET /v1/channels/loud/messages");
    expect(body["items"]).toMatchObject([{ data: 1, from: { userId: "ada" }, publishId: "1" }]);
    const large = { type: "publish", channel: "loud", data: "x".repeat(65_400), publishId: "2" };
    expect(await socket.ask({ ...large, event: "parlance:x", data: 1 })).toMatchObject({ code: "validation_failed" });
  });

  test("of another tenant has nothing in common with one of the same name", async () => {
    const other = await platform.platform.createProject({ name: "Other", endpoint: "other" });
    const [own, foreign] = [await connect(backend), await connect(await platform.platform.token(other))];
    await own.socket.ask({ type: "subscribe", channel: "shared" });
    await foreign.socket.ask({ type: "publish", channel: "shared", data: "foreign", publishId: "1" });
    await own.socket.ask({ type: "publish", channel: "shared", data: "own", publishId: "1" });
    expect(await own.socket.next("message")).toMatchObject({ offset: 1, data: "own" });
    expect((await platform.send(`GET /v1/connections/${foreign.id}`)).status).toBe(404);
  });

  test("that is durable keeps what is published over the socket", async () => {
    await platform.send("PATCH /v1/channels/ledger", { body: { settings: { durable: true } } });
    const { socket } = await connect(backend);
    const ok = await socket.ask({ type: "publish", channel: "ledger", data: 1, publishId: "1" });
    const history = await socket.ask({ type: "history", channel: "ledger" });
    expect(history).toMatchObject({ epoch: ok["epoch"], items: [{ data: 1, offset: 1 }] });
  });
});

describe("a private channel", () => {
  test("takes a channel token for this connection, this channel and this user", async () => {
    const { socket, id } = await connect(await userToken("ada"));
    const other = await connect(await userToken("bob"));
    const subscribe = async (channel: string, token?: string) =>
      (await socket.ask({ type: "subscribe", channel, ...(token !== undefined && { token }) }))["code"];
    expect(await subscribe("private-a")).toBe("channel_forbidden");
    expect(await subscribe("private-a", "a.b.c")).toBe("channel_forbidden");
    expect(await subscribe("private-a", await authorise(other.id, "private-a"))).toBe("channel_forbidden");
    expect(await subscribe("private-a", await authorise(id, "private-b"))).toBe("channel_forbidden");
    expect(await subscribe("private-a", await userToken("ada"))).toBe("channel_forbidden");
    expect(await subscribe("private-a", await authorise(id, "private-a"))).toBeUndefined();
    const publish = { type: "publish", channel: "private-a", data: 1, publishId: "1" };
    expect(await socket.ask(publish)).toMatchObject({ code: "channel_forbidden" });
    const token = await authorise(id, "private-b", { permissions: ["subscribe", "publish"] });
    expect(await subscribe("private-b", token)).toBeUndefined();
    expect(await socket.ask({ ...publish, channel: "private-b" })).toMatchObject({ type: "ok" });
    expect(await socket.ask({ type: "history", channel: "private-b" })).toMatchObject({ code: "channel_forbidden" });
  });

  test("shows nothing of its past to a channel token without history, and loses nothing of what it began to hear", async () => {
    const channel = "private-past";
    const publish = (data: string) => platform.send(`POST /v1/channels/${channel}/messages`, { body: { data } });
    await publish("before");
    const ada = await userToken("ada");
    const { socket, id, session } = await connect(ada);
    const hear = async (at: TestSocket, more: JsonObject = {}, permissions = ["subscribe"]) =>
      at.ask({ type: "subscribe", channel, token: await authorise(id, channel, { permissions }), ...more });
    expect(await hear(socket, { rewind: { count: 1 } })).toMatchObject({ code: "channel_forbidden" });
    const ok = await hear(socket);
    const at = (offset: number) => ({ since: { epoch: String(ok["epoch"]), offset } });
    expect(await hear(socket, at(0))).toMatchObject({ recovered: "no" });
    expect(await socket.next("gap")).toMatchObject({ reason: "history_forbidden", to: { offset: 1 } });
    await socket.ask({ type: "unsubscribe", channel });
    await publish("meanwhile");
    expect(await hear(socket, at(1))).toMatchObject({ recovered: "yes", count: 1 });
    socket.socket.terminate();
    await publish("away");
    const { socket: back } = await connect(ada, { resume: { session } });
    expect(await hear(back, at(0))).toMatchObject({ recovered: "no" });
    expect(await hear(back, at(1))).toMatchObject({ recovered: "yes", count: 2 });
    expect(await hear(back, { rewind: { count: 9 } }, ["subscribe", "history"])).toMatchObject({ count: 3 });
    const fresh = await connect(ada);
    const token = await authorise(fresh.id, channel);
    expect(await fresh.socket.ask({ type: "subscribe", channel, token, ...at(2) })).toMatchObject({ recovered: "no" });
  });

  test("is open to the back end, and to a grant that names it", async () => {
    const { socket } = await connect(backend);
    expect(await socket.ask({ type: "subscribe", channel: "private-a" })).toMatchObject({ type: "ok" });
    const grants = [{ scopes: ["channels:subscribe"], resources: { name: "private-desk" } }];
    const named = await connect(await userToken("eve", grants));
    expect(await named.socket.ask({ type: "subscribe", channel: "private-desk" })).toMatchObject({ type: "ok" });
  });

  test("shows who entered as its token says, in frames and over REST", async () => {
    const { socket, id } = await connect(await userToken("ada"));
    const channel = "presence-lobby";
    const token = await authorise(id, channel, { memberId: "guide", info: { name: "Ada" } });
    await socket.ask({ type: "subscribe", channel, token, mode: ["presence"] });
    expect(await socket.ask({ type: "presence", channel, action: "enter", data: { away: false } })).toMatchObject({
      version: 1,
    });
    expect(await socket.next("presence")).toMatchObject({
      event: "enter",
      member: { id: "guide", info: { name: "Ada" } },
    });
    const { body } = await platform.send(`GET /v1/channels/${channel}/members`);
    expect(body["items"]).toMatchObject([{ id: "guide", userId: "ada", connectionIds: [id], state: { away: false } }]);
    await platform.send(`PATCH /v1/members/guide/states?channel=${channel}`, { body: { away: true } });
    expect(await socket.next("presence")).toMatchObject({ event: "update", member: { state: { away: true } } });
    expect(await socket.ask({ type: "presence", channel: "plain", action: "enter" })).toMatchObject({
      code: "forbidden",
    });
  });
});

describe("a channel of the platform's own", () => {
  test.each(["topic:orders", "document:orders:1", "watch:tunnels", "room:room_1", "user:bob"])(
    "%s takes more than channels",
    async (channel) => {
      const { socket } = await connect(await userToken("ada", [{ scopes: ["channels:*"] }]));
      expect(["insufficient_scope", "channel_forbidden"]).toContain(
        (await socket.ask({ type: "subscribe", channel }))["code"],
      );
      const publish = { type: "publish", channel, data: 1, publishId: "1" };
      expect(await (await connect(backend)).socket.ask(publish)).toMatchObject({ code: "channel_forbidden" });
    },
  );

  test("of a user is heard without asking, whatever the user is called", async () => {
    const { socket } = await connect(await userToken("auth0|ada"));
    await platform.send("POST /v1/users/auth0%7Cada/messages", { body: { data: "Hello" } });
    expect(await socket.next("message")).toMatchObject({ channel: "user:auth0|ada", offset: 1, data: "Hello" });
  });

  test("of the watch begins with a state that its filters select, and goes on with changes", async () => {
    const create = (name: string, publish = false) =>
      platform.send("POST /v1/tunnels", { body: { name, protocol: "http", publish } });
    expect((await create("watched-1")).status).toBe(201);
    await create("hidden-1");
    const { socket } = await connect(backend);
    const filter = { tunnels: { name: { prefix: "watched" } } };
    const ok = await socket.ask({ type: "subscribe", channel: "watch:tunnels", filter });
    expect(ok).toMatchObject({ type: "ok" });
    const initial = await socket.next("message");
    expect(initial).toMatchObject({ event: "state.initial", data: { data: { tunnels: [{ name: "watched-1" }] } } });
    await create("hidden-2");
    await create("watched-2");
    const change = await socket.next("message");
    expect(change).toMatchObject({ event: "tunnel.created", data: { data: { name: "watched-2" } } });
    expect(Number(change["offset"]) - 1).toBeGreaterThan(Number(change["previous"]));
  });

  test("of a document shows its changes whole or as differences", async () => {
    await platform.send("POST /v1/collections/notes/documents", { body: { id: "n1", data: { open: true } } });
    const { socket } = await connect(backend);
    await socket.ask({ type: "subscribe", channel: "document:notes:n1" });
    await socket.ask({ type: "subscribe", channel: "document:notes:n1", subscription: 2, returnMode: "diff" });
    const headers = { "If-Match": "*" };
    await platform.send("PATCH /v1/collections/notes/documents/n1", { body: { data: { open: false } }, headers });
    const messages = [await socket.next("message"), await socket.next("message")];
    const whole = messages.find(({ subscription }) => subscription === undefined);
    const difference = messages.find(({ subscription }) => subscription === 2);
    expect(whole).toMatchObject({ event: "document.updated", data: { data: { data: { open: false } } } });
    const change = ((difference?.["data"] ?? {}) as JsonObject)["data"] as JsonObject;
    expect([Object.hasOwn(change, "data"), Object.hasOwn(change, "diff")]).toEqual([false, true]);
  });
});

describe("a request", () => {
  test("is the same operation as over HTTP: validated, authorised, idempotent", async () => {
    const { socket } = await connect(backend);
    const call = (method: string, params: JsonObject = {}) => socket.ask({ type: "request", method, params });
    expect(await call("tokens.whoami")).toMatchObject({ result: { type: "application" } });
    const body = { name: "by-socket", protocol: "http" };
    const created = await call("tunnels.create", { body, "Idempotency-Key": "socket-0001" });
    const again = await call("tunnels.create", { body, "Idempotency-Key": "socket-0001" });
    expect(created["result"]).toEqual(again["result"]);
    expect(await call("tunnels.list", { name: "by-socket", limit: 1 })).toMatchObject({
      result: { items: [{ name: "by-socket" }] },
    });
    expect(await call("tunnels.get", { tunnel: "tun_none0000" })).toMatchObject({ type: "error", code: "not_found" });
    expect(await call("tunnels.get")).toMatchObject({ code: "validation_failed" });
    expect(await call("tunnels.get", { tunnel: "a", colour: 1 })).toMatchObject({ code: "validation_failed" });
    expect(await call("tunnels.create", { body: { name: 1 } })).toMatchObject({ code: "validation_failed" });
    expect(await call("no.such")).toMatchObject({ code: "not_found" });
    const { socket: narrow } = await connect(await userToken("ada"));
    expect(await narrow.ask({ type: "request", method: "tunnels.list" })).toMatchObject({ code: "insufficient_scope" });
  });
});

describe("who follows a document", () => {
  const at = { collection: "exams", document: "algebra" };
  const path = "/v1/collections/exams/documents";
  const scopes = ["documents:subscribe", "documents:read"];
  const changes = { "If-Match": "*" };

  test("reads it over the same connection, before it is there, while it is and when it was deleted", async () => {
    const { socket } = await connect(await userToken("ada", [{ scopes, resources: { collection: "exams" } }]));
    const read = () => socket.ask({ type: "request", method: "documents.get", params: at });
    const channel = "document:exams:algebra";
    expect(await socket.ask({ type: "subscribe", channel, returnMode: "diff" })).toMatchObject({ type: "ok" });
    expect(await read()).toMatchObject({ type: "error", code: "not_found" });
    await platform.send(`POST ${path}`, { body: { id: "algebra", data: { seats: 20 } } });
    expect(await read()).toMatchObject({ result: { revision: 1, data: { seats: 20 } } });
    await platform.send(`DELETE ${path}/algebra`, { headers: changes });
    expect(await read()).toMatchObject({ type: "error", code: "not_found" });
    await platform.send(`POST ${path}/algebra/restore`, { headers: changes });
    expect(await read()).toMatchObject({ result: { revision: 3, data: { seats: 20 } } });
    const told = [await socket.next("message"), await socket.next("message"), await socket.next("message")];
    expect(told.map(({ event }) => event)).toEqual(["document.created", "document.deleted", "document.restored"]);
  });

  test("reads none of others, of another tenant, or without the scope", async () => {
    await platform.send("POST /v1/collections/secrets/documents", { body: { id: "algebra", data: { answer: 42 } } });
    const read = (at: TestSocket, params: JsonObject) => at.ask({ type: "request", method: "documents.get", params });
    const { socket } = await connect(await userToken("ada", [{ scopes, resources: { collection: "exams" } }]));
    const foreign = { collection: "secrets", document: "algebra" };
    expect(await read(socket, foreign)).toMatchObject({ code: "not_found" });
    const secret = { type: "subscribe", channel: "document:secrets:algebra" };
    expect(await socket.ask(secret)).toMatchObject({ code: "channel_forbidden" });
    const tenant = await platform.platform.createProject({ name: "Elsewhere", endpoint: "elsewhere" });
    const other = await connect(await platform.platform.token(tenant));
    expect(await read(other.socket, foreign)).toMatchObject({ code: "not_found" });
    const deaf = await connect(await userToken("bob", [{ scopes: ["documents:subscribe"] }]));
    expect(await read(deaf.socket, foreign)).toMatchObject({ code: "insufficient_scope" });
  });
});

describe("live connections end", () => {
  test("when their token is revoked, and hear it first", async () => {
    const { socket } = await connect(await userToken("eve"));
    await platform.send("POST /v1/tokens/revoke", { body: { userId: "eve" } });
    expect(await socket.next("message")).toMatchObject({ channel: "user:eve", event: "token.revoked" });
    expect(await socket.closed()).toEqual({ code: 4009, reason: "token_revoked" });
  });

  test("when the key that signed their token is deleted", async () => {
    const { id, secret } = await platform.application([{ scopes: ["*"] }]);
    const made = await platform.send(`POST /v1/applications/${id}/keys`, { body: {} });
    const [keyId, ownSecret] = [String(made.body["id"]), String(made.body["clientSecret"])];
    const { socket } = await connect(await platform.sign({ iss: id }, ownSecret, keyId));
    expect(secret).not.toBe(ownSecret);
    await platform.send(`DELETE /v1/applications/${id}/keys/${keyId}`, { headers: { "If-Match": "*" } });
    expect(await socket.closed()).toEqual({ code: 4009, reason: "token_revoked" });
  });

  test("when their application is disabled or loses what they need", async () => {
    const { id, token } = await platform.application([{ scopes: ["*"] }]);
    const { socket } = await connect(token);
    await socket.ask({ type: "subscribe", channel: "grants-1" });
    const change = (body: JsonObject) =>
      platform.send(`PATCH /v1/applications/${id}`, { body, headers: { "If-Match": "*" } });
    await change({ grants: [{ scopes: ["channels:read"] }] });
    expect(await socket.next("unsubscribed")).toMatchObject({ channel: "grants-1", code: "insufficient_scope" });
    await change({ enabled: false });
    expect(await socket.closed()).toEqual({ code: 4003, reason: "application_disabled" });
  });

  test("when an operator says so, and subscriptions with their channel", async () => {
    const { socket, id } = await connect(backend);
    await socket.ask({ type: "subscribe", channel: "doomed" });
    await platform.send("DELETE /v1/channels/doomed");
    expect(await socket.next("unsubscribed")).toMatchObject({ channel: "doomed", code: "gone" });
    await platform.send(`POST /v1/connections/${id}/terminate`, { body: {} });
    expect((await socket.closed()).code).toBe(4010);
  });
});

describe("webhooks learn", () => {
  const kept = async (type: string): Promise<readonly JsonObject[]> => {
    const { body } = await platform.send(`GET /v1/webhook-events?type=${type}&limit=100`);
    return body["items"] as readonly JsonObject[];
  };

  /** Those about something, once there are so many: events that no call causes are kept behind the calls that run meanwhile. */
  const keptAbout = async (subject: string, type: string, count: number): Promise<readonly JsonObject[]> => {
    for (;;) {
      const own = (await kept(type)).filter(({ data }) => JSON.stringify(data).includes(`"${subject}"`));
      if (own.length >= count) return own;
    }
  };

  test("who connects and how connections end, if they want to", async () => {
    const { socket } = await connect(backend);
    await socket.ask({ type: "subscribe", channel: "told" });
    // What comes later is kept later.
    await keptAbout("told", "channel.occupied", 1);
    expect(await kept("connection.*")).toEqual([]);
    await platform.send("POST /v1/webhooks", { body: { url: "https://example.com/hooks", events: ["connection.*"] } });
    const { id } = await connect(await userToken("ada"));
    await platform.send(`POST /v1/connections/${id}/terminate`, { body: {} });
    const connection = { id, userId: "ada", transport: "websocket" };
    expect(await keptAbout(id, "connection.*", 2)).toMatchObject([
      { type: "connection.closed", userId: "ada", data: { connection, code: "terminated" } },
      { type: "connection.opened", userId: "ada", data: connection },
    ]);
  });

  test("how channels fill and empty, and who comes and goes", async () => {
    const channel = "presence-seen";
    const { socket, id } = await connect(await userToken("ada"));
    await socket.ask({ type: "subscribe", channel, token: await authorise(id, channel, { userId: "ada" }) });
    for (const action of ["enter", "leave"]) await socket.ask({ type: "presence", channel, action });
    await socket.ask({ type: "unsubscribe", channel });
    for (const type of ["channel.occupied", "channel.member.joined", "channel.member.left", "channel.vacated"])
      expect(await keptAbout(channel, type, 1)).toMatchObject([{ type, data: { channel } }]);
  });

  test("what connections publish, with the user", async () => {
    await platform.send("POST /v1/webhooks", {
      body: { url: "https://example.com/hooks", events: ["channel.message.published"] },
    });
    await platform.send("PATCH /v1/channels/overheard", { body: { settings: { clientPublish: true } } });
    const { socket, id } = await connect(await userToken("ada"));
    await socket.ask({ type: "publish", channel: "overheard", data: 1, publishId: "1" });
    const { body } = await platform.send("GET /v1/webhook-events?type=channel.message.published");
    const data = { channel: "overheard", data: 1, from: { connectionId: id, userId: "ada" } };
    expect(body["items"]).toMatchObject([{ userId: "ada", data }]);
  });
});
