import { encodeCbor } from "@parlance/protocol/cbor";
import { afterEach, describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../../json/json.js";
import { TestPlatform } from "../../testing/test-platform.js";
import { TestSocket } from "../../testing/test-socket.js";

const platform = await TestPlatform.start();
const token = await platform.platform.token();
const open: TestSocket[] = [];

afterEach(() => {
  for (const socket of open.splice(0)) socket.close();
});

function dial(options?: ConstructorParameters<typeof TestSocket>[1], path = "/v1/socket"): TestSocket {
  const socket = new TestSocket(platform.platform.url + path, options);
  open.push(socket);
  return socket;
}

async function connected(hello: JsonObject = {}): Promise<TestSocket> {
  const socket = dial();
  await socket.hello({ token, ...hello });
  return socket;
}

describe("a session", () => {
  test("is welcomed with the server's numbers", async () => {
    const welcome = await dial().hello({ token });
    expect(welcome).toMatchObject({
      user: null,
      inbox: null,
      resumed: false,
      pingMs: 25_000,
      limits: { frameBytes: 65_536, subscriptions: 200, inFlight: 64, messagesPerSecond: 50 },
      retry: { minMs: 400, maxMs: 20_000 },
    });
  });

  test("begins with as many subscriptions as it may have", async () => {
    const subscriptions = Array.from({ length: 200 }, (_, index) => ({ id: index + 2, channel: `many-${index}` }));
    const socket = await connected({ subscriptions });
    for (const { id } of subscriptions) expect(await socket.next("ok")).toMatchObject({ id });
  });

  test("gets what is published on its channels, over the socket and over REST", async () => {
    const [ada, bob] = [await connected(), await connected()];
    expect(await ada.ask({ type: "subscribe", channel: "chat-1" })).toMatchObject({ type: "ok", offset: 0, count: 0 });
    await ada.next("live");
    const ok = await bob.ask({ type: "publish", channel: "chat-1", data: { text: "Hello" }, publishId: "b:1" });
    expect(ok).toMatchObject({ type: "ok", offset: 1 });
    expect(await ada.next("message")).toMatchObject({ channel: "chat-1", offset: 1, data: { text: "Hello" } });
    await platform.send("POST /v1/channels/chat-1/messages", { body: { data: 2, event: "second" } });
    expect(await ada.next("message")).toMatchObject({ offset: 2, data: 2, event: "second" });
  });

  test("publishes once, however often it asks", async () => {
    const socket = await connected();
    const frame = { type: "publish", channel: "chat-2", data: 1, publishId: "a:1" };
    expect(await socket.ask(frame)).toMatchObject({ offset: 1 });
    expect(await socket.ask(frame)).toMatchObject({ offset: 1, duplicate: true });
  });
});

describe("a refusal", () => {
  const hello = { type: "hello", id: 1, version: 1, client: { name: "test", version: "1" } };
  const instance = "0d8e5f0d-6a0b-4b53-9d0c-7c2e0c5b1f6d";

  test.each([
    ["text that is no JSON", "hello?", 4007, "bad_frame"],
    ["JSON that is no frame", "[1, 2]", 4007, "bad_frame"],
    ["a member twice", '{"type":"ping","type":"ping"}', 4007, "bad_frame"],
    ["binary data", new Uint8Array([1, 2, 3]), 4007, "bad_frame"],
    ["a frame before hello", { type: "subscribe", id: 1, channel: "a" }, 4007, "bad_frame"],
    ["a hello that lacks its instance", hello, 4007, "bad_frame"],
    ["another version", { ...hello, instance, version: 9 }, 4006, "unsupported_version"],
    ["no token", { ...hello, instance }, 4009, "missing_token"],
    ["a token that is none", { ...hello, instance, token: "a.b.c" }, 4009, "invalid_token"],
  ])("%s", async (_, data, code, reason) => {
    const socket = await dial().opened();
    socket.raw(data);
    expect(await socket.next("bye")).toMatchObject({ code: reason, retryable: false });
    expect(await socket.closed()).toEqual({ code, reason });
  });

  test("a token that has expired, one of a disabled application, one that was revoked", async () => {
    const iat = Math.floor(platform.now.value / 1000);
    const expired = await platform.sign({ iat: iat - 200, exp: iat - 100 });
    const { id, token: disabled } = await platform.application([{ scopes: ["*"] }]);
    await platform.send(`PATCH /v1/applications/${id}`, { body: { enabled: false }, headers: { "If-Match": "*" } });
    const revoked = await platform.sign({ jti: "tok_revoked1" });
    await platform.send("POST /v1/tokens/revoke", { body: { tokenId: "tok_revoked1" } });
    const refused = async (bad: string) => {
      const socket = await dial().opened();
      socket.raw({ ...hello, instance, token: bad });
      return (await socket.next("bye"))["code"];
    };
    expect(await refused(expired)).toBe("token_expired");
    expect(await refused(disabled)).toBe("application_disabled");
    expect(await refused(revoked)).toBe("token_revoked");
  });

  test("a frame over the limit closes this connection and no other", async () => {
    const [large, other] = [await connected(), await connected()];
    large.raw(JSON.stringify({ type: "publish", id: 9, channel: "a", publishId: "1", data: "x".repeat(70_000) }));
    expect((await large.closed()).code).toBe(1009);
    other.raw({ type: "ping", echo: "1" });
    expect(await other.next("pong")).toMatchObject({ echo: "1" });
  });

  test("invalid UTF-8 closes with the code of RFC 6455", async () => {
    const socket = await connected();
    socket.socket.send(Buffer.from([0xff, 0xfe]), { binary: false });
    expect((await socket.closed()).code).toBe(1007);
  });

  test("a sub-protocol that the platform does not speak", async () => {
    const socket = dial({ protocols: ["graphql-ws"] });
    // A client that offered protocols fails where none is chosen (RFC 6455 section 4.1), whatever the server sends behind.
    expect((await socket.closed()).code).toBe(1006);
    await expect(dial({ protocols: ["other", "parlance.v1.json"] }).hello({ token })).resolves.toBeDefined();
  });

  test("another path", async () => {
    const socket = dial({}, "/v1/sockets");
    expect((await socket.closed()).code).toBe(1006);
  });
});

describe("frames of one turn", () => {
  test("come in one message to who can take it, and one by one to who cannot", async () => {
    const [batching, plain] = [await connected({ capabilities: ["batch"] }), await connected()];
    const messages: Record<string, number> = { batching: 0, plain: 0 };
    for (const [name, socket] of Object.entries({ batching, plain })) {
      await socket.ask({ type: "subscribe", channel: "batch-1" });
      await socket.next("live");
      socket.socket.on("message", () => (messages[name] = (messages[name] ?? 0) + 1));
    }
    const items = [1, 2, 3].map((data) => ({ channel: "batch-1", data }));
    await platform.send("POST /v1/message-batches", { body: { messages: items } });
    for (const socket of [batching, plain]) {
      const offsets = [await socket.next("message"), await socket.next("message"), await socket.next("message")];
      expect(offsets.map(({ offset }) => offset)).toEqual([1, 2, 3]);
    }
    expect(messages).toEqual({ batching: 1, plain: 3 });
  });

  test("may be sent in one message", async () => {
    const socket = await connected();
    socket.raw(`${JSON.stringify({ type: "ping", echo: "1" })}\n${JSON.stringify({ type: "ping", echo: "2" })}`);
    expect([await socket.next("pong"), await socket.next("pong")]).toMatchObject([{ echo: "1" }, { echo: "2" }]);
  });
});

test("the same frames may be in CBOR, of what JSON can hold", async () => {
  const socket = dial({ protocols: ["parlance.v1.cbor"] });
  await socket.hello({ token, capabilities: ["batch"] });
  await socket.ask({ type: "subscribe", channel: "cbor-1" });
  const other = await connected();
  await other.ask({ type: "publish", channel: "cbor-1", data: { text: "Hello" }, publishId: "1" });
  expect(await socket.next("message")).toMatchObject({ channel: "cbor-1", data: { text: "Hello" } });
  socket.raw(Buffer.concat(["1", "2"].map((echo) => encodeCbor([{ type: "ping", echo }]))));
  expect([await socket.next("pong"), await socket.next("pong")]).toMatchObject([{ echo: "1" }, { echo: "2" }]);
  const bytes = { channel: "cbor-1", data: new Uint8Array([1]), publishId: "2" };
  expect(await socket.ask({ type: "publish", ...(bytes as object) })).toMatchObject({
    type: "error",
    code: "bad_frame",
  });
  const params = { channel: "cbor-1", body: { data: new Uint8Array([1]) } };
  const call = { type: "request", method: "channels.publish", params: params as object as JsonObject };
  expect(await socket.ask(call)).toMatchObject({ type: "error", code: "bad_frame" });
  expect(await socket.ask({ type: "publish", channel: "cbor-1", data: "AQ==", publishId: "2" })).toMatchObject({
    type: "ok",
    offset: 2,
  });
  socket.raw(encodeCbor([{ type: "cast", method: "x", params: { bytes: new Uint8Array([1]) } }]));
  expect(await socket.next("bye")).toMatchObject({ code: "bad_frame" });
});

const nested = (levels: number): Json => Array.from({ length: levels }).reduce<Json>((inner) => [inner], 1);

test.each<[string, Json, string]>([
  [
    "a member named __proto__",
    JSON.parse('{"a":[{"__proto__":{"admin":true}}]}') as Json,
    '"__proto__" is not allowed',
  ],
  ["level deeper than those of text", nested(64), "nested too deeply"],
  ["number without end", Infinity, "what JSON can hold"],
])("CBOR brings no %s to those who read JSON", async (_, data, message) => {
  const socket = dial({ protocols: ["parlance.v1.cbor"] });
  await socket.hello({ token });
  const publish = { type: "publish", channel: "cbor-2", publishId: "1" };
  const refused = await socket.ask({ ...publish, data });
  expect(refused).toMatchObject({ type: "error", code: "bad_frame", message: expect.stringContaining(message) });
  expect(await socket.ask({ ...publish, data: nested(63) })).toMatchObject({ type: "ok" });
});

test("who asks for the socket without an upgrade is told how to open it", async () => {
  const response = await fetch(`${platform.platform.url}/v1/socket`);
  expect(response.status).toBe(426);
  expect(response.headers.get("upgrade")).toBe("websocket");
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  expect(await response.json()).toMatchObject({ code: "upgrade_required", instance: "/v1/socket" });
  const posted = await fetch(`${platform.platform.url}/v1/socket`, { method: "POST", body: "{}" });
  expect([posted.status, posted.headers.get("allow")]).toEqual([405, "GET, OPTIONS"]);
});

test("operators see how many connections there are, and what goes over them", async () => {
  await connected();
  const { text } = await platform.send("GET /v1/metrics");
  expect(text).toMatch(/^parlance_connections [1-9]/mu);
  expect(text).toMatch(/^parlance_realtime_frames_in_total [1-9]/mu);
});

describe("the platform's end", () => {
  test("sends every client away, told when to come back", async () => {
    const ending = await TestPlatform.start();
    const socket = new TestSocket(`${ending.platform.url}/v1/socket`);
    await socket.hello({ token: await ending.platform.token() });
    const closed = ending.platform.close();
    expect(await socket.next("bye")).toMatchObject({ code: "draining", retryable: true, afterMs: 10 });
    expect((await socket.closed()).code).toBe(4102);
    await closed;
  });
});
