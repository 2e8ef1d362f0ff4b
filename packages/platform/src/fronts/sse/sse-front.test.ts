import { connect } from "node:net";
import { once } from "node:events";
import { afterEach, describe, expect, test } from "vitest";
import { EventReader } from "../../testing/event-reader.js";
import { TestPlatform, type TestRequest, type TestResponse } from "../../testing/test-platform.js";
import type { JsonObject } from "../../json/json.js";

// A client that hangs up may leave a connection without a call, for which the platform would wait at its end.
const platform = await TestPlatform.start();
const busy = await TestPlatform.start({ callsPerSecond: 1 });
const { url } = platform.platform;
const token = await platform.platform.token();
const open: EventReader[] = [];
let count = 0;

afterEach(() => {
  for (const reader of open.splice(0)) reader.close();
});

const bearer = (text = token): Record<string, string> => ({ Authorization: `Bearer ${text}` });
const fresh = (): string => `chat-${++count}`;
const publish = (channel: string, data: string): Promise<TestResponse> =>
  platform.send(`POST /v1/channels/${channel}/messages`, { body: { event: "message", data } });

async function get(query: string, headers: Record<string, string> = bearer()): Promise<EventReader> {
  const reader = await EventReader.open(`${url}/v1/events${query}`, { headers });
  open.push(reader);
  return reader;
}

const hello = { type: "hello", id: 1, version: 1, instance: "0d8e5f0d-6a0b-4b53-9d0c-7c2e0c5b1f6d" };
const client = { name: "test", version: "1" };

async function greet(frame: JsonObject = {}, text = token): Promise<EventReader> {
  const reader = await EventReader.open(`${url}/v1/events`, {
    method: "POST",
    headers: { ...bearer(text), "Content-Type": "application/json", Accept: "text/event-stream" },
    body: JSON.stringify({ ...hello, client, ...frame }),
  });
  open.push(reader);
  return reader;
}

/** Opens a stream with `hello` and gives its session too. */
async function session(frame: JsonObject = {}): Promise<{ stream: EventReader; key: string; connection: string }> {
  const stream = await greet(frame);
  const { frame: welcome } = await stream.next("welcome");
  return { stream, key: String(welcome["session"]), connection: String(welcome["connection"]) };
}

const command = (
  key: string,
  frames: readonly unknown[],
  { headers, ...request }: TestRequest = {},
): Promise<TestResponse> =>
  platform.send("POST /v1/commands", {
    body: frames.map((frame) => (typeof frame === "string" ? frame : JSON.stringify(frame))).join("\n"),
    headers: { "Content-Type": "application/x-ndjson", "Parlance-Session": key, ...headers },
    ...request,
  });
const lines = ({ text }: TestResponse): unknown[] =>
  text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));

describe("GET /v1/events", () => {
  test("streams what is published on its channels", async () => {
    const channel = fresh();
    const stream = await get(`?channel=${channel}`);
    const welcome = await stream.next();
    expect(welcome).toMatchObject({
      type: "welcome",
      frame: { type: "welcome", resumed: false },
      id: expect.any(String),
    });
    expect(await stream.next()).toMatchObject({ type: "ok", frame: { id: 2, channel, recovered: "none" } });
    expect(await stream.next()).toMatchObject({ type: "live", frame: { channel }, id: undefined });
    await publish(channel, "one");
    expect(await stream.next()).toMatchObject({ type: "message", frame: { channel, event: "message", data: "one" } });
  });

  test("is neither kept nor held back on its way, and open to pages of any origin", async () => {
    const { response } = await get("");
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "text/event-stream",
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
      "access-control-allow-origin": "*",
      "request-id": expect.stringMatching(/^req_/),
    });
  });

  test("tells a wait before each return, never the same", async () => {
    const waits = new Set<number | undefined>();
    for (let n = 0; n < 5; n++) waits.add((await (await get("")).next()).retry);
    expect(waits.size).toBeGreaterThan(1);
    for (const wait of waits) expect(wait).toSatisfy((ms: number) => ms >= 400 && ms <= 5000);
  });

  test.each(["header", "parameter"])("goes on where it broke, by the %s", async (by) => {
    const [one, two] = [fresh(), fresh()];
    const channels = `?channel=${one}&channel=${two}`;
    const first = await get(channels);
    await first.next("live");
    await first.next("live");
    await publish(one, "seen");
    await first.next("message");
    first.close();
    await publish(one, "missed");
    await publish(two, "missed too");
    const second =
      by === "header"
        ? await get(channels, { ...bearer(), "Last-Event-ID": first.lastId })
        : await get(`${channels}&cursor=${first.lastId}`);
    expect((await second.next("welcome")).frame).toMatchObject({ resumed: true });
    const missed = [await second.next("message"), await second.next("message")].map(({ frame }) => frame);
    expect(missed).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ channel: one, data: "missed", replay: true }),
        expect.objectContaining({ channel: two, data: "missed too", replay: true }),
      ]),
    );
  });

  test("goes on although it broke again at its very first event", async () => {
    const channel = fresh();
    const first = await get(`?channel=${channel}`);
    const { id } = await first.next("ok");
    first.close();
    await publish(channel, "missed");
    const second = await get(`?channel=${channel}`, { ...bearer(), "Last-Event-ID": String(id) });
    const welcome = await second.next("welcome");
    second.close();
    const third = await get(`?channel=${channel}`, { ...bearer(), "Last-Event-ID": String(welcome.id) });
    expect((await third.next("message")).frame).toMatchObject({ data: "missed", replay: true });
  });

  test("the browser's Last-Event-ID counts, not the older cursor of the address", async () => {
    const channel = fresh();
    const stream = await get(`?channel=${channel}`);
    await stream.next("live");
    const older = stream.lastId;
    await publish(channel, "one");
    await stream.next("message");
    await publish(channel, "two");
    const next = await get(`?channel=${channel}&cursor=${older}`, { ...bearer(), "Last-Event-ID": stream.lastId });
    expect((await next.next("message")).frame).toMatchObject({ data: "two" });
  });

  test("filters", async () => {
    const channel = fresh();
    const stream = await get(`?channel=${channel}&filter=${encodeURIComponent('{"event":"paid"}')}`);
    await stream.next("live");
    await publish(channel, "no");
    await platform.send(`POST /v1/channels/${channel}/messages`, { body: { event: "paid", data: "yes" } });
    expect((await stream.next("message")).frame).toMatchObject({ data: "yes" });
  });

  test("begins with older messages where it is asked to, and with none of them where it goes on", async () => {
    const channel = fresh();
    for (const data of ["one", "two", "three"]) await publish(channel, data);
    const stream = await get(`?channel=${channel}&rewind=2`);
    expect((await stream.next("ok")).frame).toMatchObject({ count: 2 });
    expect((await stream.next("message")).frame).toMatchObject({ data: "two" });
    await stream.next("live");
    await publish(channel, "four");
    await stream.next("message");
    const next = await get(`?channel=${channel}&rewind=2`, { ...bearer(), "Last-Event-ID": stream.lastId });
    expect((await next.next("ok")).frame).toMatchObject({ recovered: "yes", count: 0 });
  });

  test.each([
    ["?rewind=0", {}, "rewind must be a whole number from 1 to 1000."],
    ["?rewind=many", {}, "rewind must be a whole number from 1 to 1000."],
    ["?rewind=0x10", {}, "rewind must be a whole number from 1 to 1000."],
    ["?wait=%202", {}, "wait must be a whole number from 0 to 60."],
    [
      "?filter=event%3Dpaid",
      {},
      'filter must be a filter as JSON, such as {"event":"order.paid"}: The text is not JSON',
    ],
    ["?filter=7", {}, 'filter must be a filter as JSON, such as {"event":"order.paid"}.'],
    ["?channel=a&filter=%7B%22event%22%3A%7B%22like%22%3A1%7D%7D", {}, "Use eq, ne, in, nin, prefix, matches, gt"],
    ["?channel=a", { Authorization: "" }, "Send `Authorization: Bearer <token>`, or `ticket=` from tickets.create."],
  ])("refuses %s and says what to do", async (query, headers, detail) => {
    const response = await fetch(`${url}/v1/events${query}`, { headers: { ...bearer(), ...headers } });
    const problem = (await response.json()) as JsonObject;
    expect(problem["detail"]).toContain(detail);
  });

  test("a channel that is not allowed is told as an event, and the others go on", async () => {
    const { token: narrow } = await platform.application([
      { scopes: ["channels:subscribe"], resources: { name: { prefix: "chat-" } } },
    ]);
    const channel = fresh();
    const stream = await get(`?channel=other&channel=${channel}`, bearer(narrow));
    // Not `error`: with that an EventSource tells that its connection broke.
    expect((await stream.next("error_frame")).frame).toMatchObject({ type: "error", id: 2, retryable: false });
    await stream.next("live");
    await publish(channel, "one");
    expect((await stream.next("message")).frame).toMatchObject({ channel });
  });

  test("a stream that is silent for 15 seconds pings", async () => {
    const stream = await get("");
    await stream.next("welcome");
    platform.now.value += 15_000;
    expect(await stream.next()).toMatchObject({ type: "ping", frame: { type: "ping" } });
  });

  test("who was sent away for good is told to stop coming back", async () => {
    const stream = await get(`?channel=${fresh()}`);
    const { frame } = await stream.next("welcome");
    await stream.next("live");
    await platform.send(`POST /v1/connections/${String(frame["connection"])}/terminate`, { body: {} });
    expect((await stream.next("bye")).frame).toMatchObject({ code: "terminated", retryable: false });
    expect(await stream.rest()).toEqual([]);
    const again = await get("", { ...bearer(), "Last-Event-ID": stream.lastId });
    expect(again.response.status).toBe(204);
  });
});

describe("the long poll", () => {
  const ndjson = { ...bearer(), Accept: "application/x-ndjson" };
  const poll = async (query: string): Promise<{ frames: JsonObject[]; cursor: string; status: number }> => {
    const response = await fetch(`${url}/v1/events${query}`, { headers: ndjson });
    const frames = (await response.text()).split("\n").filter(Boolean);
    const cursor = response.headers.get("parlance-cursor") ?? "";
    return { status: response.status, frames: frames.map((line) => JSON.parse(line)), cursor };
  };

  test("gives a cursor at once, then what comes", async () => {
    const channel = fresh();
    const first = await poll(`?channel=${channel}`);
    expect(first.frames.map(({ type }) => type)).toEqual(["welcome", "ok", "live"]);
    await publish(channel, "between");
    const second = await poll(`?channel=${channel}&cursor=${first.cursor}`);
    expect(second.frames).toContainEqual(expect.objectContaining({ type: "message", data: "between" }));
    const waiting = poll(`?channel=${channel}&cursor=${second.cursor}`);
    await expect.poll(async () => (await platform.send("GET /v1/connections")).text).toContain("sse");
    await publish(channel, "while it waits");
    const third = await waiting;
    expect(third.frames.filter(({ type }) => type === "message")).toMatchObject([{ data: "while it waits" }]);
  });

  test("ends with nothing when its time is over", async () => {
    const channel = fresh();
    const { cursor } = await poll(`?channel=${channel}`);
    const { status, frames } = await poll(`?channel=${channel}&cursor=${cursor}&wait=0`);
    expect(status).toBe(200);
    expect(frames.filter(({ type }) => type === "message")).toEqual([]);
  });

  test("loses nothing over many polls while messages come", async () => {
    const channel = fresh();
    let { cursor } = await poll(`?channel=${channel}`);
    const sent = Array.from({ length: 30 }, (_, n) => String(n));
    const publishing = (async () => {
      for (const data of sent) await publish(channel, data);
    })();
    const received: unknown[] = [];
    while (received.length < sent.length) {
      const polled = await poll(`?channel=${channel}&cursor=${cursor}&wait=5`);
      received.push(...polled.frames.filter(({ type }) => type === "message").map(({ data }) => data));
      expect(polled.frames.filter(({ type }) => type === "gap")).toEqual([]);
      ({ cursor } = polled);
    }
    await publishing;
    expect(received).toEqual(sent);
  });
});

describe("a ticket", () => {
  const ticket = async (): Promise<string> => String((await platform.send("POST /v1/tickets")).body["ticket"]);

  test("opens one stream", async () => {
    const shown = await ticket();
    const stream = await get(`?ticket=${shown}`, {});
    expect(await stream.next()).toMatchObject({ type: "welcome" });
    expect((await get(`?ticket=${shown}`, {})).response.status).toBe(401);
  });

  test("opens that stream again with its own Last-Event-ID alone", async () => {
    const [shown, channel] = [await ticket(), fresh()];
    const stream = await get(`?ticket=${shown}&channel=${channel}`, {});
    await stream.next("live");
    const other = await get(`?ticket=${await ticket()}`, {});
    await other.next("welcome");
    stream.close();
    await publish(channel, "missed");
    const again = (id: string) => get(`?ticket=${shown}&channel=${channel}`, { "Last-Event-ID": id });
    expect((await again(other.lastId)).response.status).toBe(401);
    expect((await (await again(stream.lastId)).next("message")).frame).toMatchObject({ data: "missed" });
  });

  test("of a token that was revoked since opens nothing", async () => {
    const shortLived = await platform.sign({ jti: "tok_sse00001" });
    const made = await platform.send("POST /v1/tickets", { token: shortLived });
    await platform.send("POST /v1/tokens/revoke", { body: { tokenId: "tok_sse00001" } });
    expect((await get(`?ticket=${String(made.body["ticket"])}`, {})).response.status).toBe(401);
  });
});

describe("POST /v1/events", () => {
  test("hello opens a session, and what it subscribes to comes", async () => {
    const channel = fresh();
    const stream = await greet({ subscriptions: [{ id: 2, channel }] });
    expect(await stream.next()).toMatchObject({ type: "welcome", id: undefined, frame: { id: 1 } });
    expect(await stream.next()).toMatchObject({ type: "ok", frame: { id: 2, channel } });
    await stream.next("live");
    await publish(channel, "one");
    expect((await stream.next()).frame).toMatchObject({ data: "one" });
  });

  test("resumes a session", async () => {
    const { stream, key, connection } = await session();
    stream.close();
    const again = await greet({ resume: { session: key } });
    expect((await again.next()).frame).toMatchObject({ resumed: true, connection });
  });
});

describe("POST /v1/commands", () => {
  test("answers in kind, in one call", async () => {
    const channel = fresh();
    const { stream, key } = await session();
    const answers = await command(key, [
      { type: "subscribe", id: 2, channel },
      { type: "publish", id: 3, channel, data: "one", publishId: "a:1" },
    ]);
    expect(answers.headers.get("content-type")).toBe("application/x-ndjson");
    expect(lines(answers)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ type: "ok", id: 2, channel }),
        expect.objectContaining({ type: "ok", id: 3, offset: 1 }),
      ]),
    );
    expect((await stream.next("message")).frame).toMatchObject({ data: "one" });
  });

  test("on request the answers come on the stream, before what follows from them", async () => {
    const channel = fresh();
    await publish(channel, "old");
    const { stream, key } = await session();
    const taken = await command(key, [{ type: "subscribe", id: 2, channel, rewind: { count: 1 } }], {
      headers: { Prefer: "respond-async" },
    });
    expect([taken.status, taken.text, taken.headers.get("preference-applied")]).toEqual([202, "", "respond-async"]);
    expect((await stream.next()).frame).toMatchObject({ type: "ok", id: 2 });
    expect((await stream.next()).frame).toMatchObject({ type: "message", data: "old" });
  });

  test("what has no id is answered on the stream", async () => {
    const { stream, key } = await session();
    expect(lines(await command(key, [{ type: "ping", echo: "x" }]))).toEqual([]);
    expect((await stream.next("pong")).frame).toMatchObject({ echo: "x" });
  });

  test.each(["ping", "pong", "cast", "error"])("is not waited for where a %s has an id", async (type) => {
    const { key } = await session();
    const frame = { type, id: 2, method: "tokens.whoami", code: "bad_frame", message: "x", retryable: false };
    expect(lines(await command(key, [frame, { type: "history", id: 3, channel: "a" }]))).toMatchObject([{ id: 3 }]);
  });

  test.each([
    ["no token", {}, { token: null }, 401, "missing_token"],
    ["a token that is none", {}, { token: "x" }, 401, "invalid_token"],
    ["no session", { "Parlance-Session": "" }, {}, 404, "not_found"],
    ["an unknown session", { "Parlance-Session": "ses_0000000000000000" }, {}, 404, "not_found"],
    ["another media type", { "Content-Type": "text/plain" }, {}, 415, "unsupported_media_type"],
    ["a packed body", { "Content-Encoding": "gzip" }, {}, 415, "unsupported_media_type"],
  ] as const)("%s is refused", async (_name, headers, request, status, code) => {
    const { key } = await session();
    const answer = await command(key, [{ type: "ping" }], { ...request, headers });
    expect({ status: answer.status, code: answer.body["code"] }).toEqual({ status, code });
  });

  test("somebody else's session looks like none", async () => {
    const { key } = await session();
    const stranger = await platform.platform.createProject({ name: "Other", endpoint: "sse.example" });
    for (const other of [await platform.platform.token(stranger), await platform.sign({ sub: "ada" })]) {
      const answer = await command(key, [{ type: "ping" }], { token: other });
      expect(answer).toMatchObject({ status: 404, body: { code: "not_found" } });
    }
  });

  test("of a call with a defect nothing is carried out", async () => {
    const channel = fresh();
    const { key } = await session();
    const publishFrame = { type: "publish", id: 2, channel, data: "x", publishId: "a:2" };
    expect(await command(key, [publishFrame, "{"])).toMatchObject({ status: 400, body: { code: "invalid_json" } });
    const large = { type: "publish", id: 3, channel, data: "x".repeat(70_000), publishId: "a:3" };
    expect(await command(key, [publishFrame, large])).toMatchObject({
      status: 413,
      body: { code: "payload_too_large" },
    });
    expect((await platform.send(`GET /v1/channels/${channel}/messages`)).body["items"]).toEqual([]);
  });

  test("a frame that breaks the contract is answered, and the stream goes on", async () => {
    const { stream, key } = await session();
    const answers = lines(await command(key, [{ type: "subscribe", id: 2, channel: "" }]));
    expect(answers).toMatchObject([{ type: "error", id: 2, code: "bad_frame" }]);
    expect(await command(key, [{ type: "ping" }])).toMatchObject({ status: 200 });
    await stream.next("pong");
  });
});

describe("refused before the stream begins", () => {
  const stream = "text/event-stream";
  test.each([
    ["no credentials", "GET /v1/events", { token: null }, 401, "missing_token"],
    [
      "credentials of another kind",
      "GET /v1/events",
      { token: null, headers: { Authorization: "Basic eDp5" } },
      401,
      "missing_token",
    ],
    ["a token that is none", "GET /v1/events", { token: "x" }, 401, "invalid_token"],
    ["a ticket that is none", "GET /v1/events?ticket=tick_0000000000000000", { token: null }, 401, "invalid_token"],
    ["an unknown parameter", "GET /v1/events?chanel=a", {}, 400, "validation_failed"],
    ["an empty channel", "GET /v1/events?channel=", {}, 400, "validation_failed"],
    ["a channel with a long name", `GET /v1/events?channel=${"x".repeat(201)}`, {}, 400, "validation_failed"],
    [
      "too many channels",
      `GET /v1/events?${Array.from({ length: 201 }, (_, n) => `channel=${n}`).join("&")}`,
      {},
      400,
      "validation_failed",
    ],
    ["two cursors", "GET /v1/events?cursor=a&cursor=b", {}, 400, "validation_failed"],
    ["a wait that is no number", "GET /v1/events?wait=x", {}, 400, "validation_failed"],
    ["a wait that is too long", "GET /v1/events?wait=61", {}, 400, "validation_failed"],
    ["a filter that is not JSON", "GET /v1/events?channel=a&filter=x", {}, 400, "validation_failed"],
    [
      "a filter that is none",
      `GET /v1/events?channel=a&filter=${encodeURIComponent('{"a..b":1}')}`,
      {},
      400,
      "invalid_filter",
    ],
    ["a filter that is a list", "GET /v1/events?channel=a&filter=[]", {}, 400, "validation_failed"],
    ["a cursor that is none", "GET /v1/events?cursor=x", {}, 400, "invalid_cursor"],
    ["a Last-Event-ID that is none", "GET /v1/events", { headers: { "Last-Event-ID": "x" } }, 400, "invalid_cursor"],
    ["Accept that nothing fits", "GET /v1/events", { headers: { Accept: "text/html" } }, 406, "not_acceptable"],
    [
      "another Accept for hello",
      "POST /v1/events",
      { body: {}, headers: { Accept: "application/json" } },
      406,
      "not_acceptable",
    ],
    [
      "a hello that is not JSON",
      "POST /v1/events",
      { body: "{", headers: { Accept: stream, "Content-Type": "application/json" } },
      400,
      "invalid_json",
    ],
    ["a hello that is none", "POST /v1/events", { body: { type: "ping" } }, 400, "bad_frame"],
    [
      "a hello of another version",
      "POST /v1/events",
      { body: { ...hello, client, version: 2 } },
      400,
      "unsupported_version",
    ],
    [
      "a hello that is too large",
      "POST /v1/events",
      { body: { ...hello, client, token: "x".repeat(70_000) } },
      413,
      "payload_too_large",
    ],
    [
      "another media type",
      "POST /v1/events",
      { body: "x", headers: { "Content-Type": "text/plain" } },
      415,
      "unsupported_media_type",
    ],
    ["another method", "PUT /v1/events", {}, 405, "method_not_allowed"],
    ["another method for commands", "GET /v1/commands", {}, 405, "method_not_allowed"],
  ] as const satisfies readonly (readonly [string, string, TestRequest, number, string])[])(
    "%s",
    async (_name, line, request, status, code) => {
      const answer = await platform.send(line, request);
      expect({ status: answer.status, code: answer.body["code"] }).toEqual({ status, code });
      expect(answer.headers.get("content-type")).toBe("application/problem+json");
      expect(answer.headers.get("www-authenticate") !== null).toBe(status === 401);
    },
  );

  test.each([
    ["/v1/events", "GET, OPTIONS, POST"],
    ["/v1/commands", "OPTIONS, POST"],
  ])("HEAD and preflights of %s say what it takes", async (path, allow) => {
    const head = await platform.send(`HEAD ${path}`);
    expect([head.status, head.headers.get("allow")]).toEqual([405, allow]);
    const preflight = await platform.send(`OPTIONS ${path}`, {
      token: null,
      headers: { "Access-Control-Request-Headers": "parlance-session" },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-methods")).toBe(allow);
    expect(preflight.headers.get("access-control-allow-headers")).toBe("parlance-session");
  });

  test("too many openings: when to come back", async () => {
    await busy.send("GET /v1/events?cursor=x");
    const answer = await busy.send("GET /v1/events");
    expect([answer.status, answer.body["code"]]).toEqual([429, "rate_limited"]);
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
  });
});

test("who does not read is let go, and others are not disturbed", async () => {
  const channel = fresh();
  const { port, hostname } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.write(`GET /v1/events?channel=${channel} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n\r\n`);
  await once(socket, "readable");
  const reader = await get(`?channel=${channel}`);
  await reader.next("live");
  const data = "x".repeat(60_000);
  for (let n = 0; n < 400; n++) {
    await publish(channel, data);
    await reader.next("message");
  }
  await expect.poll(async () => (await platform.send("GET /v1/connections")).body["items"]).toHaveLength(1);
  socket.destroy();
}, 60_000);

test("a platform that goes down says when to come back", async () => {
  const going = await TestPlatform.start({ drainMs: 1000 });
  const reader = await EventReader.open(`${going.platform.url}/v1/events`, {
    headers: bearer(await going.platform.token()),
  });
  await reader.next("welcome");
  const closing = going.platform.close();
  const bye = await reader.next("bye");
  expect(bye.frame).toMatchObject({ code: "draining", retryable: true });
  expect(bye.retry).toBe(bye.frame["afterMs"]);
  await closing;
});

test("a project that has as many connections as it may is asked to come back", async () => {
  const full = await TestPlatform.start({ realtime: { connectionsPerProject: 1 } });
  const headers = bearer(await full.platform.token());
  const first = await EventReader.open(`${full.platform.url}/v1/events?channel=a`, { headers });
  await first.next("live");
  const second = await fetch(`${full.platform.url}/v1/events?channel=a`, { headers });
  expect([second.status, second.headers.get("retry-after")]).toEqual([503, "1"]);
  expect(await second.json()).toMatchObject({ code: "over_capacity" });
  const again = await fetch(`${full.platform.url}/v1/events?channel=a&wait=0`, {
    headers: { ...headers, "Last-Event-ID": first.lastId, Accept: "application/x-ndjson" },
  });
  expect(again.status).toBe(200);
  first.close();
  await again.body?.cancel();
});
