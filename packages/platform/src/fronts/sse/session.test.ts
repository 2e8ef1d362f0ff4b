import { describe, expect, test } from "vitest";
import type { TestResponse } from "../../testing/test-platform.js";
import { TestStreams } from "../../testing/test-streams.js";

const streams = await TestStreams.start();
const { platform } = streams;
const lines = ({ text }: TestResponse): unknown[] =>
  text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));

describe("POST /v1/events", () => {
  test("hello opens a session, and what it subscribes to comes", async () => {
    const channel = streams.fresh();
    const stream = await streams.greet({ subscriptions: [{ id: 2, channel }] });
    expect(await stream.next()).toMatchObject({ type: "welcome", id: undefined, frame: { id: 1 } });
    expect(await stream.next()).toMatchObject({ type: "ok", frame: { id: 2, channel } });
    await stream.next("live");
    await streams.publish(channel, "one");
    expect((await stream.next()).frame).toMatchObject({ data: "one" });
  });

  test("resumes a session", async () => {
    const { stream, key, connection } = await streams.session();
    stream.close();
    const again = await streams.greet({ resume: { session: key } });
    expect((await again.next()).frame).toMatchObject({ resumed: true, connection });
  });
});

describe("POST /v1/commands", () => {
  test("answers in kind, in one call", async () => {
    const channel = streams.fresh();
    const { stream, key } = await streams.session();
    const answers = await streams.command(key, [
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
    const channel = streams.fresh();
    await streams.publish(channel, "old");
    const { stream, key } = await streams.session();
    const taken = await streams.command(key, [{ type: "subscribe", id: 2, channel, rewind: { count: 1 } }], {
      headers: { Prefer: "respond-async" },
    });
    expect([taken.status, taken.text, taken.headers.get("preference-applied")]).toEqual([202, "", "respond-async"]);
    expect((await stream.next()).frame).toMatchObject({ type: "ok", id: 2 });
    expect((await stream.next()).frame).toMatchObject({ type: "message", data: "old" });
  });

  test("what has no id is answered on the stream", async () => {
    const { stream, key } = await streams.session();
    expect(lines(await streams.command(key, [{ type: "ping", echo: "x" }]))).toEqual([]);
    expect((await stream.next("pong")).frame).toMatchObject({ echo: "x" });
  });

  test.each(["ping", "pong", "cast", "error"])("is not waited for where a %s has an id", async (type) => {
    const { key } = await streams.session();
    const frame = { type, id: 2, method: "tokens.whoami", code: "bad_frame", message: "x", retryable: false };
    expect(lines(await streams.command(key, [frame, { type: "history", id: 3, channel: "a" }]))).toMatchObject([
      { id: 3 },
    ]);
  });

  test.each([
    ["no token", {}, { token: null }, 401, "missing_token"],
    ["a token that is none", {}, { token: "x" }, 401, "invalid_token"],
    ["no session", { "Parlance-Session": "" }, {}, 404, "not_found"],
    ["an unknown session", { "Parlance-Session": "ses_0000000000000000" }, {}, 404, "not_found"],
    ["another media type", { "Content-Type": "text/plain" }, {}, 415, "unsupported_media_type"],
    ["a packed body", { "Content-Encoding": "gzip" }, {}, 415, "unsupported_media_type"],
  ] as const)("%s is refused", async (_name, headers, request, status, code) => {
    const { key } = await streams.session();
    const answer = await streams.command(key, [{ type: "ping" }], { ...request, headers });
    expect({ status: answer.status, code: answer.body["code"] }).toEqual({ status, code });
  });

  test("somebody else's session looks like none", async () => {
    const { key } = await streams.session();
    const stranger = await platform.platform.createProject({ name: "Other", endpoint: "sse.example" });
    for (const other of [await platform.platform.token(stranger), await platform.sign({ sub: "ada" })]) {
      const answer = await streams.command(key, [{ type: "ping" }], { token: other });
      expect(answer).toMatchObject({ status: 404, body: { code: "not_found" } });
    }
  });

  test("of a call with a defect nothing is carried out", async () => {
    const channel = streams.fresh();
    const { key } = await streams.session();
    const publishFrame = { type: "publish", id: 2, channel, data: "x", publishId: "a:2" };
    expect(await streams.command(key, [publishFrame, "{"])).toMatchObject({
      status: 400,
      body: { code: "invalid_json" },
    });
    const large = { type: "publish", id: 3, channel, data: "x".repeat(70_000), publishId: "a:3" };
    expect(await streams.command(key, [publishFrame, large])).toMatchObject({
      status: 413,
      body: { code: "payload_too_large" },
    });
    expect((await platform.send(`GET /v1/channels/${channel}/messages`)).body["items"]).toEqual([]);
  });

  test("a frame that breaks the contract is answered, and the stream goes on", async () => {
    const { stream, key } = await streams.session();
    const answers = lines(await streams.command(key, [{ type: "subscribe", id: 2, channel: "" }]));
    expect(answers).toMatchObject([{ type: "error", id: 2, code: "bad_frame" }]);
    expect(await streams.command(key, [{ type: "ping" }])).toMatchObject({ status: 200 });
    await stream.next("pong");
  });
});
