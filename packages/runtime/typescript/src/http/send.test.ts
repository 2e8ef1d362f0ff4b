import { expect, test, vi } from "vitest";
import { messagesSend, roomsCreate, roomsGet } from "../../test/operations.js";
import { breakOff, json, never, serve, text } from "../../test/serve.js";
import { Client } from "../client/client.js";
import { AbortError } from "../errors/abort-error.js";
import { ConfigurationError } from "../errors/configuration-error.js";
import { ConnectionError } from "../errors/connection-error.js";
import { InternalError } from "../errors/internal-error.js";
import { TimeoutError } from "../errors/timeout-error.js";
import { TooManyRequestsError } from "../errors/too-many-requests-error.js";
import { UnavailableError } from "../errors/unavailable-error.js";
import { call } from "../operations/call.js";
import { ImpatientClock } from "../testing/impatient-clock.js";
import { VirtualClock } from "../testing/virtual-clock.js";

const room = { id: "room_1" };
const params = { room: "room_1" };

test("a safe call is sent again after 429, waiting as long as Retry-After says", async () => {
  await using server = await serve(json({}, 429, { "retry-after": "3" }), json(room));
  const clock = new ImpatientClock();
  expect(await call(new Client({ url: server.url, clock }), roomsGet, params)).toEqual(room);
  expect(clock.waits).toEqual([3000]);
});

test("Retry-After may be a date", async () => {
  const clock = new ImpatientClock(Date.parse("2026-01-01T00:00:00Z"));
  await using server = await serve(json({}, 503, { "retry-after": "Thu, 01 Jan 2026 00:00:05 GMT" }), json(room));
  await call(new Client({ url: server.url, clock }), roomsGet, params);
  expect(clock.waits).toEqual([5000]);
});

test("Retry-After-Ms wins over Retry-After", async () => {
  await using server = await serve(json({}, 429, { "retry-after": "9", "retry-after-ms": "120" }), json(room));
  const clock = new ImpatientClock();
  await call(new Client({ url: server.url, clock }), roomsGet, params);
  expect(clock.waits).toEqual([120]);
});

test("a Retry-After longer than the time left is given to the caller at once", async () => {
  await using server = await serve(json({}, 429, { "retry-after": "61" }));
  const clock = new ImpatientClock();
  const error = await call(new Client({ url: server.url, clock }), roomsGet, params).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(TooManyRequestsError);
  expect(error).toMatchObject({ retryAfter: 61_000, retryable: true });
  expect(clock.waits).toEqual([]);
});

test("back-off is full jitter, doubled up to eight seconds", async () => {
  vi.spyOn(Math, "random").mockReturnValue(1);
  await using server = await serve(json({}, 500));
  const clock = new ImpatientClock();
  const client = new Client({ url: server.url, clock, retries: 6 });
  await expect(call(client, roomsGet, params)).rejects.toThrow(InternalError);
  expect(clock.waits).toEqual([500, 1000, 2000, 4000, 8000, 8000]);
  vi.restoreAllMocks();
});

test("two retries are the default and the last error is thrown", async () => {
  await using server = await serve(json({ code: "internal" }, 500));
  await expect(
    call(new Client({ url: server.url, clock: new ImpatientClock() }), roomsGet, params),
  ).rejects.toMatchObject({ code: "internal" });
  expect(server.seen).toHaveLength(3);
});

test("a connection that breaks in the middle of the body is tried again", async () => {
  await using server = await serve(breakOff, json(room));
  expect(await call(new Client({ url: server.url, clock: new ImpatientClock() }), roomsGet, params)).toEqual(room);
});

test("a connection that cannot be made is a ConnectionError without the URL's query", async () => {
  const server = await serve(never);
  await server[Symbol.asyncDispose]();
  const client = new Client({ url: server.url, clock: new ImpatientClock() });
  const error = await call(client, roomsGet, params).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ConnectionError);
  expect(error).toMatchObject({ code: "connection_failed", retryable: true, operation: "rooms.get" });
});

test("an unsafe call without idempotency key is sent once", async () => {
  await using server = await serve(json({}, 500));
  const client = new Client({ url: server.url, clock: new ImpatientClock() });
  await expect(call(client, messagesSend, { body: {} })).rejects.toThrow(InternalError);
  expect(server.seen).toHaveLength(1);
});

test("an unsafe call with idempotency key is sent again with the same key and body", async () => {
  await using server = await serve(json({}, 500), breakOff, json(room, 201));
  const client = new Client({ url: server.url, clock: new ImpatientClock() });
  expect(await call(client, roomsCreate, { body: { name: "é" } })).toEqual(room);
  const keys = server.seen.map(({ headers }) => headers["idempotency-key"]);
  expect(keys[0]).toMatch(/^[\da-f-]{36}$/);
  expect(new Set(keys).size).toBe(1);
  expect(new Set(server.seen.map(({ body }) => body)).size).toBe(1);
});

test("the caller's idempotency key is sent, also where the operation declares none", async () => {
  await using server = await serve(json({}, 500), json({}));
  const client = new Client({ url: server.url, clock: new ImpatientClock() });
  await call(client, messagesSend, { body: {} }, { idempotencyKey: "k1" });
  expect(server.seen.map(({ headers }) => headers["idempotency-key"])).toEqual(["k1", "k1"]);
});

test("a stream as body is sent once, even with an idempotency key", async () => {
  await using server = await serve(json({}, 500));
  const client = new Client({ url: server.url, clock: new ImpatientClock() });
  const body = new Blob(["bytes"]).stream();
  const options = { contentType: "application/octet-stream", idempotencyKey: "k" };
  await expect(call(client, messagesSend, { body }, options)).rejects.toThrow(InternalError);
  expect(server.seen.map((request) => request.body)).toEqual(["bytes"]);
});

test("409 is final unless the problem says retryable", async () => {
  await using server = await serve(
    json({ code: "idempotency_in_progress", retryable: true }, 409),
    json({ code: "conflict" }, 409),
  );
  const client = new Client({ url: server.url, clock: new ImpatientClock() });
  await expect(call(client, roomsCreate, { body: { name: "a" } })).rejects.toMatchObject({ code: "conflict" });
  expect(server.seen).toHaveLength(2);
});

test("a problem that says it is not retryable is final", async () => {
  await using server = await serve(json({ retryable: false }, 503));
  await expect(call(new Client({ url: server.url, clock: new ImpatientClock() }), roomsGet, params)).rejects.toThrow(
    UnavailableError,
  );
  expect(server.seen).toHaveLength(1);
});

test("retries: 0 sends once", async () => {
  await using server = await serve(json({}, 500));
  await expect(call(new Client({ url: server.url }), roomsGet, params, { retries: 0 })).rejects.toThrow(InternalError);
  expect(server.seen).toHaveLength(1);
});

test("the timeout ends a call that is not answered", async () => {
  await using server = await serve(never);
  const error = await call(new Client({ url: server.url }), roomsGet, params, { timeout: 50 }).catch(
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(TimeoutError);
  expect(error).toMatchObject({ code: "timeout", retryable: true, operation: "rooms.get" });
  await server.hangUp;
});

test("the timeout holds for the body too", async () => {
  await using server = await serve(
    (_, response) => void response.writeHead(200, { "content-type": "application/json" }).write("{"),
  );
  await expect(call(new Client({ url: server.url }), roomsGet, params, { timeout: 60 })).rejects.toThrow(TimeoutError);
});

test("an attempt that takes too long is tried again", async () => {
  await using server = await serve(never, json(room));
  const client = new Client({ url: server.url, attemptTimeout: 50, clock: new ImpatientClock() });
  expect(await call(client, roomsGet, params)).toEqual(room);
});

test("an abort stops a call that is not answered and closes its connection", async () => {
  await using server = await serve(never);
  const controller = new AbortController();
  const pending = call(new Client({ url: server.url }), roomsGet, params, { signal: controller.signal }).catch(
    (thrown: unknown) => thrown,
  );
  await vi.waitFor(() => expect(server.seen).toHaveLength(1));
  controller.abort("enough");
  const error = await pending;
  expect(error).toBeInstanceOf(AbortError);
  expect(error).toMatchObject({ code: "aborted", cause: "enough", retryable: false });
  await server.hangUp;
});

test("an abort stops a call that waits to retry", async () => {
  await using server = await serve(json({}, 500));
  const clock = new VirtualClock();
  const controller = new AbortController();
  const client = new Client({ url: server.url, clock });
  const pending = call(client, roomsGet, params, { signal: controller.signal }).catch((thrown: unknown) => thrown);
  await vi.waitFor(() => expect(clock.waits).toHaveLength(1));
  controller.abort();
  expect(await pending).toBeInstanceOf(AbortError);
  expect(server.seen).toHaveLength(1);
});

test("a signal that is aborted already sends nothing", async () => {
  await using server = await serve(json(room));
  await expect(
    call(new Client({ url: server.url }), roomsGet, params, { signal: AbortSignal.abort() }),
  ).rejects.toThrow(AbortError);
  expect(server.seen).toHaveLength(0);
});

test("AbortSignal.timeout as signal gives a TimeoutError", async () => {
  await using server = await serve(never);
  const options = { signal: AbortSignal.timeout(30) };
  await expect(call(new Client({ url: server.url }), roomsGet, params, options)).rejects.toThrow(TimeoutError);
});

test("closing the client aborts what is in flight and refuses the next call", async () => {
  await using server = await serve(never);
  const client = new Client({ url: server.url });
  const pending = call(client, roomsGet, params).catch((thrown: unknown) => thrown);
  await vi.waitFor(() => expect(server.seen).toHaveLength(1));
  client.close();
  expect(await pending).toMatchObject({ code: "client_closed" });
  await expect(call(client, roomsGet, params)).rejects.toMatchObject({ code: "client_closed" });
});

test("numbers out of range are refused before anything is sent", async () => {
  const client = new Client({ url: "http://platform.test" });
  await expect(call(client, roomsGet, params, { timeout: -1 })).rejects.toThrow(ConfigurationError);
  await expect(call(client, roomsGet, params, { retries: 1.5 })).rejects.toThrow(ConfigurationError);
});

test("only the first 64 KiB of an error's body are read", async () => {
  await using server = await serve(text("x".repeat(1_000_000), 400));
  const error = await call(new Client({ url: server.url }), roomsGet, params).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ status: 400, code: "status_400", body: "x".repeat(65_536) });
});
