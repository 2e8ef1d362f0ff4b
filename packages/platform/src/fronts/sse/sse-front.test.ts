import { connect } from "node:net";
import { once } from "node:events";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../json/json.js";
import { EventReader } from "../../testing/event-reader.js";
import { TestPlatform } from "../../testing/test-platform.js";
import { TestStreams } from "../../testing/test-streams.js";

const streams = await TestStreams.start();
const { platform, url, token } = streams;

describe("GET /v1/events", () => {
  test("streams what is published on its channels", async () => {
    const channel = streams.fresh();
    const stream = await streams.get(`?channel=${channel}`);
    const welcome = await stream.next();
    expect(welcome).toMatchObject({
      type: "welcome",
      frame: { type: "welcome", resumed: false },
      id: expect.any(String),
    });
    expect(await stream.next()).toMatchObject({ type: "ok", frame: { id: 2, channel, recovered: "none" } });
    expect(await stream.next()).toMatchObject({ type: "live", frame: { channel }, id: undefined });
    await streams.publish(channel, "one");
    expect(await stream.next()).toMatchObject({ type: "message", frame: { channel, event: "message", data: "one" } });
  });

  test("is neither kept nor held back on its way, and open to pages of any origin", async () => {
    const { response } = await streams.get("");
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
    for (let n = 0; n < 5; n++) waits.add((await (await streams.get("")).next()).retry);
    expect(waits.size).toBeGreaterThan(1);
    for (const wait of waits) expect(wait).toSatisfy((ms: number) => ms >= 400 && ms <= 5000);
  });

  test.each(["header", "parameter"])("goes on where it broke, by the %s", async (by) => {
    const [one, two] = [streams.fresh(), streams.fresh()];
    const channels = `?channel=${one}&channel=${two}`;
    const first = await streams.get(channels);
    await first.next("live");
    await first.next("live");
    await streams.publish(one, "seen");
    await first.next("message");
    first.close();
    await streams.publish(one, "missed");
    await streams.publish(two, "missed too");
    const second =
      by === "header"
        ? await streams.get(channels, { ...streams.bearer(), "Last-Event-ID": first.lastId })
        : await streams.get(`${channels}&cursor=${first.lastId}`);
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
    const channel = streams.fresh();
    const first = await streams.get(`?channel=${channel}`);
    const { id } = await first.next("ok");
    first.close();
    await streams.publish(channel, "missed");
    const second = await streams.get(`?channel=${channel}`, { ...streams.bearer(), "Last-Event-ID": String(id) });
    const welcome = await second.next("welcome");
    second.close();
    const third = await streams.get(`?channel=${channel}`, {
      ...streams.bearer(),
      "Last-Event-ID": String(welcome.id),
    });
    expect((await third.next("message")).frame).toMatchObject({ data: "missed", replay: true });
  });

  test("the browser's Last-Event-ID counts, not the older cursor of the address", async () => {
    const channel = streams.fresh();
    const stream = await streams.get(`?channel=${channel}`);
    await stream.next("live");
    const older = stream.lastId;
    await streams.publish(channel, "one");
    await stream.next("message");
    await streams.publish(channel, "two");
    const next = await streams.get(`?channel=${channel}&cursor=${older}`, {
      ...streams.bearer(),
      "Last-Event-ID": stream.lastId,
    });
    expect((await next.next("message")).frame).toMatchObject({ data: "two" });
  });

  test("filters", async () => {
    const channel = streams.fresh();
    const stream = await streams.get(`?channel=${channel}&filter=${encodeURIComponent('{"event":"paid"}')}`);
    await stream.next("live");
    await streams.publish(channel, "no");
    await platform.send(`POST /v1/channels/${channel}/messages`, { body: { event: "paid", data: "yes" } });
    expect((await stream.next("message")).frame).toMatchObject({ data: "yes" });
  });

  test("begins with older messages where it is asked to, and with none of them where it goes on", async () => {
    const channel = streams.fresh();
    for (const data of ["one", "two", "three"]) await streams.publish(channel, data);
    const stream = await streams.get(`?channel=${channel}&rewind=2`);
    expect((await stream.next("ok")).frame).toMatchObject({ count: 2 });
    expect((await stream.next("message")).frame).toMatchObject({ data: "two" });
    await stream.next("live");
    await streams.publish(channel, "four");
    await stream.next("message");
    const next = await streams.get(`?channel=${channel}&rewind=2`, {
      ...streams.bearer(),
      "Last-Event-ID": stream.lastId,
    });
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
    const response = await fetch(`${url}/v1/events${query}`, { headers: { ...streams.bearer(), ...headers } });
    const problem = (await response.json()) as JsonObject;
    expect(problem["detail"]).toContain(detail);
  });

  test("a channel that is not allowed is told as an event, and the others go on", async () => {
    const { token: narrow } = await platform.application([
      { scopes: ["channels:subscribe"], resources: { name: { prefix: "chat-" } } },
    ]);
    const channel = streams.fresh();
    const stream = await streams.get(`?channel=other&channel=${channel}`, streams.bearer(narrow));
    // Not `error`: with that an EventSource tells that its connection broke.
    expect((await stream.next("error_frame")).frame).toMatchObject({ type: "error", id: 2, retryable: false });
    await stream.next("live");
    await streams.publish(channel, "one");
    expect((await stream.next("message")).frame).toMatchObject({ channel });
  });

  test("a stream that is silent for 15 seconds pings", async () => {
    const stream = await streams.get("");
    await stream.next("welcome");
    platform.now.value += 15_000;
    expect(await stream.next()).toMatchObject({ type: "ping", frame: { type: "ping" } });
  });

  test("who was sent away for good is told to stop coming back", async () => {
    const stream = await streams.get(`?channel=${streams.fresh()}`);
    const { frame } = await stream.next("welcome");
    await stream.next("live");
    await platform.send(`POST /v1/connections/${String(frame["connection"])}/terminate`, { body: {} });
    expect((await stream.next("bye")).frame).toMatchObject({ code: "terminated", retryable: false });
    expect(await stream.rest()).toEqual([]);
    const again = await streams.get("", { ...streams.bearer(), "Last-Event-ID": stream.lastId });
    expect(again.response.status).toBe(204);
  });
});

test("who does not read is let go, and others are not disturbed", async () => {
  const channel = streams.fresh();
  const { port, hostname } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.write(`GET /v1/events?channel=${channel} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n\r\n`);
  await once(socket, "readable");
  const reader = await streams.get(`?channel=${channel}`);
  await reader.next("live");
  const data = "x".repeat(60_000);
  for (let n = 0; n < 400; n++) {
    await streams.publish(channel, data);
    await reader.next("message");
  }
  await expect.poll(async () => (await platform.send("GET /v1/connections")).body["items"]).toHaveLength(1);
  socket.destroy();
}, 60_000);

test("a platform that goes down says when to come back", async () => {
  const going = await TestPlatform.start({ drainMs: 1000 });
  const reader = await EventReader.open(`${going.platform.url}/v1/events`, {
    headers: streams.bearer(await going.platform.token()),
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
  const headers = streams.bearer(await full.platform.token());
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
