import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import PusherServer from "pusher";
import type { Channel, PresenceChannel } from "pusher-js";
import { afterAll, describe, expect, test } from "vitest";
import { createPlatform } from "../src/index.js";
import {
  clientOf,
  connected,
  once,
  RawClient,
  Recorder,
  serverOf,
  subscribed,
  type Client,
  type Person,
} from "./pusher-testing.js";

const platform = await createPlatform({ callsPerSecond: 100_000, pusher: { subscriptionCount: true } });
afterAll(() => platform.close());
const credentials = platform.pusher;
const server = serverOf(platform, credentials);
const connect = (person?: Person): Client =>
  clientOf(platform, { credentials, server, ...(person !== undefined && { person }) });
const person = (id: string, info: object = {}): Person => ({ member: { user_id: id, user_info: info } });

/** A call that the stock library has no method for. It makes JSON of the body, whatever its types say. */
const post = (path: string, body: object) => server.post({ path, body: body as unknown as string, params: {} });

/** What a call of the stock library is answered. */
async function answer(call: Promise<{ status: number; text(): Promise<string> }>): Promise<[number, unknown]> {
  try {
    const response = await call;
    return [response.status, JSON.parse(await response.text())];
  } catch (error) {
    const { status = 0, body = "" } = error as { status?: number; body?: string };
    return [status, body];
  }
}

describe("a connection", () => {
  test("is established, with a socket id of two numbers", async () => {
    expect(await connected(connect())).toMatch(/^\d+\.\d+$/u);
  });

  test("with an unknown key ends with 4001, and the client stays away", async () => {
    const client = clientOf(platform, { credentials: { ...credentials, key: "0".repeat(20) }, server });
    const error = once<{ error: { data: { code: number } } }>(client.connection, "error");
    await once(client.connection, "disconnected");
    expect((await error).error.data.code).toBe(4001);
  });

  test("of an application that is switched off ends with 4003, one too many with 4004", async () => {
    const other = await platform.createProject({ name: "Off", endpoint: "localhost" });
    const off = await platform.pusherOf(other, { enabled: false });
    const refused = clientOf(platform, { credentials: off, server });
    expect(await once(refused.connection, "error")).toMatchObject({ error: { data: { code: 4003 } } });
    const one = await platform.pusherOf(other, { maxConnections: 1 });
    expect(one).toEqual(off);
    await connected(clientOf(platform, { credentials: one, server }));
    const second = clientOf(platform, { credentials: one, server });
    expect(await once(second.connection, "error")).toMatchObject({ error: { data: { code: 4004 } } });
  });

  test("of a project that has as many as it may is to come back later", async () => {
    const full = await createPlatform({ realtime: { connectionsPerProject: 1 } });
    try {
      const options = { credentials: full.pusher, server: serverOf(full, full.pusher) };
      await connected(clientOf(full, options));
      const second = clientOf(full, options);
      expect(await once(second.connection, "error")).toMatchObject({ error: { data: { code: 4100 } } });
    } finally {
      await full.close();
    }
  });

  test("answers the client's ping", async () => {
    const client = connect();
    await connected(client);
    const messages = new Recorder<{ event: string }>(client.connection, "message");
    client.send_event("pusher:ping", {});
    expect((await messages.until(1))[0]?.event).toBe("pusher:pong");
  });

  test("comes back by itself after the server closed it with 4200, with all its channels", async () => {
    const client = connect(person("ada"));
    const before = await connected(client);
    const channel = await subscribed(client, "presence-restart");
    const [error, again] = [once(client.connection, "error"), once(channel, "pusher:subscription_succeeded")];
    const headers = { Authorization: `Bearer ${await platform.token()}`, "Content-Type": "application/json" };
    const list = await fetch(`${platform.url}/v1/connections?channel=presence-restart`, { headers });
    const { items } = (await list.json()) as { items: { id: string }[] };
    const body = JSON.stringify({ code: "restart" });
    await fetch(`${platform.url}/v1/connections/${items[0]?.id}/terminate`, { method: "POST", headers, body });
    expect(await error).toMatchObject({ data: { code: 4200 } });
    await again;
    expect(client.connection.socket_id).not.toBe(before);
    const got = once(channel, "after");
    await server.trigger("presence-restart", "after", { n: 1 });
    expect(await got).toEqual({ n: 1 });
  });

  test("ends with 4100 when the platform goes down; the next one on its records has the same credentials", async () => {
    const folder = mkdtempSync(join(tmpdir(), "parlance-pusher-"));
    afterAll(() => rmSync(folder, { recursive: true }));
    const first = await createPlatform({ data: folder });
    const client = clientOf(first, { credentials: first.pusher, server: serverOf(first, first.pusher) });
    await connected(client);
    const error = once(client.connection, "error");
    await first.close();
    expect(await error).toMatchObject({ data: { code: 4100 } });
    const second = await createPlatform({ data: folder });
    afterAll(() => second.close());
    expect(second.pusher).toEqual(first.pusher);
    await connected(clientOf(second, { credentials: first.pusher, server }));
  });
});

describe("a public channel", () => {
  test.each([[{ a: [1, null, "é"] }], ["text"], ["42"], [""], [0], [null], [[1, "two"]]])(
    "carries %j from the server to the client",
    async (data) => {
      const channel = await subscribed(connect(), "values");
      const got = once(channel, "value");
      await server.trigger("values", "value", data);
      // The library sends texts as they are, and the client reads as JSON what can be read so.
      expect(await got).toEqual(data === "42" ? 42 : data);
    },
  );

  test("is left: nothing more arrives, and it is no longer occupied", async () => {
    const client = connect();
    const channel = await subscribed(client, "left");
    const got = new Recorder(channel, "e");
    client.unsubscribe("left");
    const fence = await subscribed(client, "fence");
    await server.trigger(["left", "fence"], "e", {});
    const last = once(fence, "last");
    await server.trigger("fence", "last", {});
    await last;
    expect(got.got).toEqual([]);
    expect(await answer(server.get({ path: "/channels/left" }))).toEqual([200, { occupied: false }]);
  });

  test("one event reaches up to a hundred channels, and no more", async () => {
    const client = connect();
    const names = Array.from({ length: 100 }, (_, n) => `many-${n}`);
    const channels = await Promise.all(names.slice(0, 20).map((name) => subscribed(client, name)));
    const got = channels.map((channel) => once(channel, "e"));
    await server.trigger(names, "e", 1);
    expect(await Promise.all(got)).toEqual(Array(20).fill(1));
    const body = { name: "e", data: "1", channels: [...names, "one-more"] };
    expect((await answer(post("/events", body)))[0]).toBe(400);
  });

  test("the connection that caused an event does not get it", async () => {
    const [one, two] = [connect(), connect()];
    const first = await subscribed(one, "excluded");
    const second = await subscribed(two, "excluded");
    const [own, others] = [new Recorder(first, "e"), new Recorder(second, "e")];
    await server.trigger("excluded", "e", 1, { socket_id: one.connection.socket_id });
    await server.trigger("excluded", "e", 2);
    expect([await own.until(1), await others.until(2)]).toEqual([[2], [1, 2]]);
  });

  test("ten events go in one batch, eleven do not", async () => {
    const channel = await subscribed(connect(), "batch");
    const got = new Recorder<number>(channel, "e");
    const batch = (count: number) =>
      Array.from({ length: count }, (_, n) => ({ channel: "batch", name: "e", data: n }));
    expect(await answer(server.triggerBatch(batch(10)))).toEqual([200, {}]);
    expect(await got.until(10)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect((await answer(server.triggerBatch(batch(11))))[0]).toBe(400);
  });

  test("a batch is all or nothing", async () => {
    const channel = await subscribed(connect(), "atomic");
    const got = new Recorder<number>(channel, "e");
    const events = [1, 2].map((data) => ({ channel: "atomic", name: "e", data }));
    expect((await answer(server.triggerBatch([...events, { channel: "topic:orders", name: "e", data: 3 }])))[0]).toBe(
      400,
    );
    await server.trigger("atomic", "e", 4);
    expect(await got.until(1)).toEqual([4]);
  });

  test("its subscribers are told how many they are", async () => {
    const first = await subscribed(connect(), "counted");
    const counts = new Recorder<{ subscription_count: number }>(first, "pusher:subscription_count");
    const second = connect();
    await subscribed(second, "counted");
    await counts.until(1);
    second.disconnect();
    expect((await counts.until(2)).map((count) => count.subscription_count)).toEqual([2, 1]);
  });
});

describe("a private channel", () => {
  test("opens with a signature of the backend", async () => {
    const channel = await subscribed(connect(), "private-desk");
    const got = once(channel, "e");
    await server.trigger("private-desk", "e", "hi");
    expect(await got).toBe("hi");
  });

  test.each<[string, Person]>([
    ["a forged signature", { forged: ({ auth }) => ({ auth: auth.replace(/.$/u, (c) => (c === "0" ? "1" : "0")) }) }],
    ["none", { forged: () => ({ auth: "" }) }],
    ["that of another socket", { forged: () => server.authorizeChannel("1.1", "private-shut") }],
    ["another key", { forged: ({ auth }) => ({ auth: auth.replace(credentials.key, "0".repeat(20)) }) }],
  ])("stays shut with %s, and the connection open", async (_, who) => {
    const client = connect(who);
    const error = await once(client.subscribe("private-shut"), "pusher:subscription_error");
    expect(error).toMatchObject({ type: "AuthError", status: 401 });
    await subscribed(client, "still-open");
  });

  test("of another application is another channel", async () => {
    const other = await platform.pusherOf(await platform.createProject({ name: "Other", endpoint: "localhost" }));
    const stranger = clientOf(platform, { credentials: other, server: serverOf(platform, other) });
    const got = new Recorder(await subscribed(stranger, "private-desk"), "e");
    await server.trigger("private-desk", "e", "ours");
    await serverOf(platform, other).trigger("private-desk", "e", "theirs");
    expect(await got.until(1)).toEqual(["theirs"]);
  });
});

describe("client events", () => {
  test("reach everybody else on the channel", async () => {
    const [one, two] = [connect(), connect()];
    const first = await subscribed(one, "private-chat");
    const second = await subscribed(two, "private-chat");
    const [echo, heard] = [new Recorder(first, "client-typing"), new Recorder(second, "client-typing")];
    first.trigger("client-typing", { on: true });
    await heard.until(1);
    second.trigger("client-typing", "text");
    expect([await echo.until(1), heard.got]).toEqual([["text"], [{ on: true }]]);
  });

  test("name their sender on presence channels", async () => {
    const first = await subscribed(connect(person("ada")), "presence-chat");
    const second = await subscribed(connect(person("bob")), "presence-chat");
    const heard = new Recorder(second, "client-wave");
    first.trigger("client-wave", {});
    await heard.until(1);
    expect(heard.metadata).toEqual([{ user_id: "ada" }]);
  });

  test("are refused on public channels, and the connection stays", async () => {
    const client = connect();
    const channel = await subscribed(client, "public");
    const error = once<{ data: { code: null; message: string } }>(client.connection, "error");
    channel.trigger("client-x", {});
    expect((await error).data.message).toContain("private or presence");
    expect(client.connection.state).toBe("connected");
  });

  test("beyond ten a second are refused with 4301, and the connection stays", async () => {
    const client = connect();
    const channel = await subscribed(client, "private-busy");
    const error = once<{ data: { code: number } }>(client.connection, "error");
    for (let n = 0; n < 25; n++) channel.trigger("client-n", n);
    expect((await error).data.code).toBe(4301);
    await subscribed(client, "still-open");
  });

  test("can be switched off for an application", async () => {
    const owner = await platform.createProject({ name: "Quiet", endpoint: "localhost" });
    const quiet = await platform.pusherOf(owner, { clientEvents: false });
    const client = clientOf(platform, { credentials: quiet, server: serverOf(platform, quiet) });
    const channel = await subscribed(client, "private-a");
    const error = once<{ data: { message: string } }>(client.connection, "error");
    channel.trigger("client-x", {});
    expect((await error).data.message).toContain("switched off");
  });
});

describe("a presence channel", () => {
  const members = (channel: Channel) => (channel as PresenceChannel).members;

  test("shows who is there, and who oneself is", async () => {
    await subscribed(connect(person("ada", { name: "Ada" })), "presence-room");
    const { me, count, get } = members(await subscribed(connect(person("bob")), "presence-room"));
    expect(me).toEqual({ id: "bob", info: {} });
    expect(count).toBe(2);
    expect(get.call(members(await subscribed(connect(person("bob")), "presence-room")), "ada")).toEqual({
      id: "ada",
      info: { name: "Ada" },
    });
  });

  test("tells of a member's first connection and of the end of its last", async () => {
    const channel = await subscribed(connect(person("ada")), "presence-once");
    const added = new Recorder<{ id: string }>(channel, "pusher:member_added");
    const removed = new Recorder<{ id: string }>(channel, "pusher:member_removed");
    const [one, two] = [connect(person("bob", { n: 1 })), connect(person("bob"))];
    await subscribed(one, "presence-once");
    await subscribed(two, "presence-once");
    one.unsubscribe("presence-once");
    const carol = connect(person("carol"));
    await subscribed(carol, "presence-once");
    await added.until(2);
    expect(removed.got).toEqual([]);
    two.disconnect();
    await removed.until(1);
    expect(added.got).toEqual([
      { id: "bob", info: { n: 1 } },
      { id: "carol", info: {} },
    ]);
    expect(removed.got).toEqual([{ id: "bob", info: { n: 1 } }]);
  });

  test("needs a member", async () => {
    const client = new RawClient(platform, `/app/${credentials.key}?protocol=7`);
    const { auth } = server.authorizeChannel(await client.socketId(), "presence-room");
    client.send({ event: "pusher:subscribe", data: { channel: "presence-room", auth } });
    const { data } = await client.frame("pusher:subscription_error");
    expect(JSON.parse(String(data))).toMatchObject({ status: 400 });
  });

  test("takes a hundred members, and then only those who are there already", async () => {
    const clients = Array.from(
      { length: 100 },
      () => new RawClient(platform, `/app/${credentials.key}?protocol=7&client=raw&version=1`),
    );
    await Promise.all(
      clients.map(async (client, n) => {
        const signed = server.authorizeChannel(await client.socketId(), "presence-full", { user_id: `user-${n}` });
        client.send({ event: "pusher:subscribe", data: { channel: "presence-full", ...signed } });
        await client.frame("pusher_internal:subscription_succeeded");
      }),
    );
    const refused = connect(person("late")).subscribe("presence-full");
    expect(await once(refused, "pusher:subscription_error")).toMatchObject({ type: "LimitReached", status: 403 });
    expect(members(await subscribed(connect(person("user-7")), "presence-full")).count).toBe(100);
  });

  test("takes user_info of a kilobyte", async () => {
    const fits = { user_id: "a", user_info: { x: "y".repeat(1024 - 8) } };
    await subscribed(connect({ member: fits }), "presence-info");
    const error = once(
      connect(person("b", { x: "y".repeat(1024 - 7) })).subscribe("presence-info"),
      "pusher:subscription_error",
    );
    expect(await error).toMatchObject({ type: "LimitReached", status: 413 });
  });
});

describe("a cache channel", () => {
  test.each<[string, Person]>([
    ["cache-price", {}],
    ["private-cache-price", {}],
    ["presence-cache-price", person("ada")],
  ])("%s hands its last event to whoever comes later", async (name, who) => {
    const early = connect(who).subscribe(name);
    await once(early, "pusher:cache_miss");
    await server.trigger(name, "old", 1);
    await server.trigger(name, "new", { price: 2 });
    const late = connect(who).subscribe(name);
    const miss = new Recorder(late, "pusher:cache_miss");
    expect(await once(late, "new")).toEqual({ price: 2 });
    expect(miss.got).toEqual([]);
  });

  test("does not remember client events", async () => {
    const name = "private-cache-typing";
    const channel = await subscribed(connect(), name);
    await server.trigger(name, "state", 1);
    const other = new Recorder(await subscribed(connect(), name), "client-typing");
    channel.trigger("client-typing", {});
    await other.until(1);
    expect(await once(connect().subscribe(name), "state")).toBe(1);
  });

  test("is read with the time it is remembered for", async () => {
    await server.trigger("cache-read", "state", { a: 1 });
    const [status, body] = await answer(server.get({ path: "/channels/cache-read", params: { info: "cache" } }));
    expect([status, body]).toEqual([
      200,
      { occupied: false, cache: { event: "state", data: '{"a":1}', ttl: expect.any(Number) } },
    ]);
  });
});

describe("an encrypted channel", () => {
  test("is read by its subscribers alone", async () => {
    const channel = await subscribed(connect(), "private-encrypted-desk");
    const got = once(channel, "secret");
    await server.trigger("private-encrypted-desk", "secret", { word: "swordfish" });
    expect(await got).toEqual({ word: "swordfish" });
    const url = `${platform.url}/v1/channels/private-encrypted-desk/messages`;
    const response = await fetch(url, { headers: { Authorization: `Bearer ${await platform.token()}` } });
    const kept = await response.text();
    expect(kept).toContain("ciphertext");
    expect(kept).not.toContain("swordfish");
  });

  test("goes in a batch too, and is remembered if it is a cache channel", async () => {
    const name = "private-encrypted-cache-desk";
    await server.triggerBatch([{ channel: name, name: "secret", data: { n: 1 } }]);
    expect(await once(connect().subscribe(name), "secret")).toEqual({ n: 1 });
  });

  test("takes no client events", async () => {
    const client = new RawClient(platform, `/app/${credentials.key}?protocol=7`);
    const channel = "private-encrypted-desk";
    const { auth } = server.authorizeChannel(await client.socketId(), channel);
    client.send({ event: "pusher:subscribe", data: { channel, auth } });
    client.send({ event: "client-x", channel, data: {} });
    expect((await client.frame("pusher:error")).data).toMatchObject({ code: null });
  });
});

describe("a user who signs in", () => {
  const signIn = async (id: string, more: object = {}): Promise<Client> => {
    const client = connect({ user: { id, ...more } });
    await connected(client);
    const done = new Recorder<{ event: string; channel?: string }>(client.connection, "message");
    client.signin();
    while (!done.got.some(({ event }) => event === "pusher_internal:subscription_succeeded"))
      await done.until(done.got.length + 1);
    return client;
  };

  test("gets what is sent to the user, on every connection", async () => {
    const clients = [await signIn("grace"), await signIn("grace")];
    const other = new Recorder((await signIn("linus")).user, "hello");
    const got = clients.map((client) => once(client.user, "hello"));
    expect(await answer(server.sendToUser("grace", "hello", { n: 1 }))).toEqual([200, {}]);
    expect(await Promise.all(got)).toEqual([{ n: 1 }, { n: 1 }]);
    await server.sendToUser("linus", "hello", 2);
    expect(await other.until(1)).toEqual([2]);
  });

  test("gets it by the user's own path as well", async () => {
    const got = once((await signIn("grace")).user, "hello");
    const body = { name: "hello", data: '"again"' };
    expect(await answer(post("/users/grace/events", body))).toEqual([200, {}]);
    expect(await got).toBe("again");
  });

  test("is a member without channel_data", async () => {
    const client = await signIn("grace", { user_info: { name: "Grace" } });
    const channel = (await subscribed(client, "presence-signed-in")) as PresenceChannel;
    expect(channel.members.me).toEqual({ id: "grace", info: { name: "Grace" } });
  });

  test("with a bad signature is sent away with 4009 and stays away", async () => {
    const client = connect({ user: { id: "mallory" }, forged: (auth) => ({ ...auth, auth: `${credentials.key}:00` }) });
    await connected(client);
    const error = once(client.connection, "error");
    const gone = once(client.connection, "disconnected");
    client.signin();
    await gone;
    expect(await error).toMatchObject({ data: { code: 4009 } });
  });

  test("cannot read the channel of another user", async () => {
    const client = await signIn("mallory");
    const messages = new Recorder<{ event: string; channel: string }>(client.connection, "message");
    client.send_event("pusher:subscribe", { channel: "#server-to-user-grace" });
    expect((await messages.until(1))[0]).toMatchObject({
      event: "pusher:subscription_error",
      channel: "#server-to-user-grace",
    });
  });

  test("is told who of its watchlist is online", async () => {
    const watching = connect({ user: { id: "ada", watchlist: ["turing"] } });
    await connected(watching);
    const [online, offline] = ["online", "offline"].map((name) => new Recorder(watching.user.watchlist, name));
    watching.signin();
    await offline?.until(1);
    const watched = await signIn("turing");
    expect(await online?.until(1)).toEqual([{ name: "online", user_ids: ["turing"] }]);
    watched.disconnect();
    expect(await offline?.until(2)).toHaveLength(2);
  });

  test("can be terminated: every connection of the user ends, and stays away", async () => {
    const clients = [await signIn("eve"), await signIn("eve")];
    const bystander = await signIn("grace");
    const gone = clients.map((client) => once(client.connection, "disconnected"));
    expect(await answer(server.terminateUserConnections("eve"))).toEqual([200, {}]);
    await Promise.all(gone);
    expect(bystander.connection.state).toBe("connected");
  });
});

describe("the HTTP API", () => {
  test("lists the channels that are occupied, by prefix and with counts", async () => {
    await subscribed(connect(person("ada")), "presence-list-1");
    await subscribed(connect(person("ada")), "presence-list-1");
    await subscribed(connect(person("bob")), "presence-list-2");
    const params = { filter_by_prefix: "presence-list-", info: "user_count,subscription_count" };
    expect(await answer(server.get({ path: "/channels", params }))).toEqual([
      200,
      {
        channels: {
          "presence-list-1": { user_count: 1, subscription_count: 2 },
          "presence-list-2": { user_count: 1, subscription_count: 1 },
        },
      },
    ]);
    expect((await answer(server.get({ path: "/channels", params: { info: "user_count" } })))[0]).toBe(400);
  });

  test("shows a channel and its users", async () => {
    await subscribed(connect(person("ada")), "presence-shown");
    const info = { info: "user_count,subscription_count" };
    expect(await answer(server.get({ path: "/channels/presence-shown", params: info }))).toEqual([
      200,
      { occupied: true, user_count: 1, subscription_count: 1 },
    ]);
    expect(await answer(server.get({ path: "/channels/presence-shown/users" }))).toEqual([
      200,
      { users: [{ id: "ada" }] },
    ]);
    expect((await answer(server.get({ path: "/channels/public/users" })))[0]).toBe(400);
    expect((await answer(server.get({ path: "/channels/public", params: { info: "user_count" } })))[0]).toBe(400);
  });

  test("says with a publish what was asked of the channels", async () => {
    await subscribed(connect(), "asked");
    const info = "subscription_count";
    expect(await answer(server.trigger(["asked", "empty"], "e", 1, { info }))).toEqual([
      200,
      { channels: { asked: { subscription_count: 1 }, empty: { subscription_count: 0 } } },
    ]);
    expect(await answer(server.triggerBatch([{ channel: "asked", name: "e", data: 1, info }]))).toEqual([
      200,
      { batch: [{ subscription_count: 1 }] },
    ]);
  });

  test("takes ten kilobytes of data, and refuses more with 413", async () => {
    expect((await answer(server.trigger("size", "e", "x".repeat(10_240))))[0]).toBe(200);
    expect((await answer(server.trigger("size", "e", "x".repeat(10_241))))[0]).toBe(413);
  });

  test("refuses a wrong secret with 401 and the names of the protocol with 400, in plain text", async () => {
    const { hostname, port } = new URL(platform.url);
    const wrong = new PusherServer({ ...credentials, secret: "wrong", host: hostname, port });
    const [status, body] = await answer(wrong.trigger("a", "e", 1));
    expect([status, body]).toEqual([401, expect.stringContaining("Invalid signature")]);
    for (const name of ["pusher:ping", "pusher_internal:member_added", ""])
      expect((await answer(server.trigger("a", name, 1)))[0]).toBe(400);
  });

  test("is read by libraries that know it by address alone", async () => {
    const { host } = new URL(platform.url);
    const { appId, key, secret } = credentials;
    const server = PusherServer.forURL(`http://${key}:${secret}@${host}/apps/${appId}`);
    expect((await answer(server.get({ path: "/channels" })))[0]).toBe(200);
  });
});
