import { describe, expect, test } from "vitest";
import { TestPlatform, type TestRequest } from "../../testing/test-platform.js";
import { client, hello, TestStreams } from "../../testing/test-streams.js";

const streams = await TestStreams.start();
const { platform } = streams;
const busy = await TestPlatform.start({ callsPerSecond: 1 });

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
