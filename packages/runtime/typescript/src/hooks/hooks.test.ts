import { expect, test, vi } from "vitest";
import { roomsGet } from "../../test/operations.js";
import { json, never, serve } from "../../test/serve.js";
import { Client } from "../client/client.js";
import { call } from "../operations/call.js";
import { ImpatientClock } from "../testing/impatient-clock.js";
import type { LogEntry } from "./logging-hooks.js";
import { loggingHooks } from "./logging-hooks.js";
import type { Span, Tracer } from "./tracing-hooks.js";
import { tracingHooks } from "./tracing-hooks.js";

const params = { room: "room_1" };

/** Keeps what is told to spans. */
class RecordingTracer implements Tracer {
  readonly spans: { name: string; attributes: Record<string, string | number>; status?: number; ended: number }[] = [];

  startSpan(name: string, { attributes }: { readonly attributes: Record<string, string | number> }): Span {
    const span: RecordingTracer["spans"][number] = { name, attributes: { ...attributes }, ended: 0 };
    this.spans.push(span);
    const spanId = String(this.spans.length).padStart(16, "0");
    return {
      spanContext: () => ({ traceId: "a".repeat(32), spanId, traceFlags: 1 }),
      setAttribute: (key, value) => (span.attributes[key] = value),
      setStatus: ({ code }) => (span.status = code),
      end: () => span.ended++,
    };
  }
}

test("the log tells each attempt without the credentials", async () => {
  await using server = await serve(json({ code: "internal" }, 500), json({ id: "room_1" }));
  const log: LogEntry[] = [];
  const client = new Client({
    url: server.url,
    token: "secret",
    clock: new ImpatientClock(),
    hooks: loggingHooks((entry) => log.push(entry)),
  });
  await call(client, roomsGet, params, { headers: { "X-Api-Key": "secret" } });
  expect(log.map(({ event, attempt, status, error }) => [event, attempt, status ?? error])).toEqual([
    ["request", 1, undefined],
    ["response", 1, 500],
    ["error", 1, "internal"],
    ["retry", 1, "internal"],
    ["request", 2, undefined],
    ["response", 2, 200],
  ]);
  expect(log[0]?.headers).toMatchObject({
    authorization: "[redacted]",
    "x-api-key": "[redacted]",
    accept: "application/json",
  });
  expect(JSON.stringify(log)).not.toContain("secret");
});

test("each attempt is a client span, and the server is told", async () => {
  await using server = await serve(json({}, 503), json({ id: "room_1" }));
  const tracer = new RecordingTracer();
  await call(
    new Client({ url: server.url, clock: new ImpatientClock(), hooks: tracingHooks({ tracer }) }),
    roomsGet,
    params,
  );
  expect(tracer.spans).toMatchObject([
    {
      name: "rooms.get",
      status: 2,
      ended: 1,
      attributes: { "http.response.status_code": 503, "error.type": "503", "server.address": "127.0.0.1" },
    },
    { name: "rooms.get", ended: 1, attributes: { "http.response.status_code": 200, "http.request.resend_count": 1 } },
  ]);
  expect(server.seen.map(({ headers }) => headers["traceparent"])).toEqual(
    ["0000000000000001", "0000000000000002"].map((id) => `00-${"a".repeat(32)}-${id}-01`),
  );
});

test("a span ends also when the attempt times out", async () => {
  await using server = await serve(never);
  const tracer = new RecordingTracer();
  const client = new Client({ url: server.url, hooks: tracingHooks({ tracer, propagate: false }) });
  await expect(call(client, roomsGet, params, { timeout: 40 })).rejects.toMatchObject({ code: "timeout" });
  await vi.waitFor(() =>
    expect(tracer.spans).toMatchObject([{ status: 2, ended: 1, attributes: { "error.type": "timeout" } }]),
  );
  expect(server.seen[0]?.headers).not.toHaveProperty("traceparent");
});

test("onRequest may change what is sent; hooks run in order", async () => {
  await using server = await serve(json({ id: "room_1" }));
  const hooks = ["1", "2"].map((n) => ({
    onRequest: async ({ headers }: { headers: Headers }) => headers.append("x-seen", n),
  }));
  await call(new Client({ url: server.url, hooks }), roomsGet, params);
  expect(server.seen[0]?.headers["x-seen"]).toBe("1, 2");
});

test("a hook that throws fails the call with its error as the cause", async () => {
  await using server = await serve(json({ id: "room_1" }));
  const cause = new Error("no");
  const onRequest = (): void => {
    throw cause;
  };
  const error = await call(new Client({ url: server.url, hooks: { onRequest }, retries: 0 }), roomsGet, params).catch(
    (thrown: unknown) => thrown,
  );
  expect(error).toMatchObject({ code: "unexpected", cause });
  expect(server.seen).toHaveLength(0);
});
