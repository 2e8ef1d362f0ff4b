import type { ServerResponse } from "node:http";
import type { ClientFrame, ServerFrame, WelcomeFrame, Why } from "@parlance/protocol";
import { describe, expect, test } from "vitest";
import { deferred } from "../../../test/deferred.js";
import { type Answer, json, serve, type TestServer, text } from "../../../test/serve.js";
import type { Codec } from "../codec.js";
import { systemTimers, type Timers } from "../timers.js";
import { sse, type SseOptions } from "./sse.js";
import type { TransportConnection } from "./transport.js";

const hello: ClientFrame = {
  type: "hello",
  id: 1,
  version: 1,
  token: "t0",
  client: { name: "test", version: "1" },
  instance: "0d8e5f0d-6a0b-4b53-9d0c-7c2e0c5b1f6d",
};
const welcome = { type: "welcome", id: 1, session: "s3cr3t" } as unknown as WelcomeFrame;
const cast = (method: string): ClientFrame => ({ type: "cast", method });
const problem = (code: string, retryable: boolean) => ({ code, retryable, detail: "Because" });

type Told =
  | readonly ["opened"]
  | readonly ["frame", ServerFrame]
  | readonly ["malformed", string]
  | readonly ["closed", number, string, Why?];

/** A connection, with what it told in order. */
class Opened {
  readonly told: Told[] = [];
  readonly connection: TransportConnection;
  #waiting: { readonly type: string; readonly count: number; readonly resolve: () => void }[] = [];

  constructor(url: string, options: SseOptions = {}, timers: Timers = systemTimers) {
    const tell = (...told: Told): void => {
      this.told.push(told);
      this.#waiting = this.#waiting.filter(({ type, count, resolve }) => {
        const enough = this.told.filter(([each]) => each === type).length >= count;
        if (enough) resolve();
        return !enough;
      });
    };
    const codec = {} as Codec;
    this.connection = sse(options).open(
      { url: `${url}/v1/socket`, codec, timers, frameBytes: () => 65_536 },
      {
        opened: () => tell("opened"),
        frames: (frames) => frames.forEach((frame) => tell("frame", frame)),
        malformed: (message) => tell("malformed", message),
        closed: (code, reason, error) => (error ? tell("closed", code, reason, error) : tell("closed", code, reason)),
      },
    );
  }

  /** Resolves once so many of this type were told. */
  until(type: Told[0], count = 1): Promise<void> {
    const { promise, resolve } = deferred<void>();
    if (this.told.filter(([each]) => each === type).length >= count) resolve();
    else this.#waiting.push({ type, count, resolve });
    return promise;
  }
}

async function greet(url: string, options?: SseOptions, timers?: Timers): Promise<Opened> {
  const opened = new Opened(url, options, timers);
  await opened.until("opened");
  opened.connection.send([hello]);
  return opened;
}

const event = (frame: object): string => `event: ${Reflect.get(frame, "type")}\ndata: ${JSON.stringify(frame)}\n\n`;

/** Answers the first call with a stream that begins with `welcome`, and all others with what is given. */
async function streaming(
  ...commands: readonly Answer[]
): Promise<{ server: TestServer; stream: () => ServerResponse }> {
  let stream: ServerResponse | undefined;
  let calls = 0;
  const server = await serve((request, response) => {
    if (request.url !== "/v1/events") {
      calls += 1;
      return commands[Math.min(calls, commands.length) - 1]?.(request, response);
    }
    stream = response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(event(welcome));
    return undefined;
  });
  const started = (): ServerResponse => {
    if (stream === undefined) throw new Error("There is no stream yet.");
    return stream;
  };
  return { server, stream: started };
}

const accepted = text("", 202);
const bodies = ({ seen }: TestServer): string[] => seen.slice(1).map(({ body }) => body);

describe("opening", () => {
  test("hello opens the stream, with its token in the header alone", async () => {
    const { server } = await streaming();
    await using _ = server;
    const opened = await greet(server.url);
    await opened.until("frame");
    const [{ method, url, headers, body } = { body: "" }] = server.seen as Partial<(typeof server.seen)[0]>[];
    expect([method, url, headers?.authorization, headers?.accept]).toEqual([
      "POST",
      "/v1/events",
      "Bearer t0",
      "text/event-stream",
    ]);
    const { token: _token, ...rest } = hello as { token?: string };
    expect(JSON.parse(body ?? "")).toEqual(rest);
    expect(opened.told).toEqual([["opened"], ["frame", welcome]]);
    opened.connection.close(1000, "");
  });

  test("without a token nothing claims to be one", async () => {
    const { server } = await streaming();
    await using _ = server;
    const opened = new Opened(server.url);
    await opened.until("opened");
    const { token: _token, ...anonymous } = hello as { token?: string };
    opened.connection.send([anonymous as ClientFrame]);
    await opened.until("frame");
    expect(server.seen[0]?.headers.authorization).toBeUndefined();
    opened.connection.close(1000, "");
  });

  test("addresses are relative to the socket's, and http for ws", async () => {
    const { server } = await streaming(text("", 404));
    await using _ = server;
    const opened = await greet(server.url.replace("http:", "ws:"), { events: "/elsewhere/stream" });
    await opened.until("closed");
    expect(server.seen.map(({ url }) => url)).toEqual(["/elsewhere/stream"]);
  });

  test("no server: closed without a code", async () => {
    const server = await serve(accepted);
    await server[Symbol.asyncDispose]();
    const opened = await greet(server.url);
    await opened.until("closed");
    expect(opened.told).toEqual([
      ["opened"],
      ["closed", 1006, "The event stream failed", { cause: expect.any(Error) }],
    ]);
  });

  test.each([
    [
      "a refused token",
      json(problem("invalid_token", false), 401),
      { code: "invalid_token", retryable: false, message: "Because" },
      4009,
    ],
    [
      "no token",
      json(problem("missing_token", false), 401),
      {
        code: "missing_token",
        retryable: false,
        message: "The server wants a token. Give the client one by its option `token`",
      },
      4009,
    ],
    [
      "an expired token",
      json(problem("token_expired", true), 401),
      { code: "token_expired", retryable: true, message: "Because" },
      4103,
    ],
    [
      "too many calls",
      json(problem("rate_limited", true), 429, { "retry-after": "7" }),
      { code: "rate_limited", retryable: true, message: "Because", afterMs: 7000 },
      4105,
    ],
    [
      "a draining server",
      json(problem("draining", true), 503, { "retry-after": "1" }),
      { code: "draining", retryable: true, message: "Because", afterMs: 1000 },
      4102,
    ],
    [
      "a code that is not known here",
      json(problem("brand_new", true), 418),
      { code: "brand_new", retryable: true, message: "Because" },
      1006,
    ],
    [
      "a proxy in between",
      text("<h1>Bad gateway</h1>", 502, { "content-type": "text/html" }),
      { code: "unavailable", retryable: true, message: "The server answered with status 502" },
      1006,
    ],
    [
      "a 401 without a code",
      text("", 401),
      {
        code: "invalid_token",
        retryable: false,
        message: "The server answered with status 401. Look at the client's url",
      },
      4009,
    ],
    [
      "a path that is not there",
      text("<h1>Not found</h1>", 404, { "content-type": "text/html" }),
      {
        code: "status_404",
        retryable: false,
        message: "The server answered with status 404. Look at the client's url",
      },
      1006,
    ],
    [
      "a page in place of a stream",
      text("<h1>Sign in</h1>", 200, { "content-type": "text/html" }),
      { code: "unavailable", retryable: true, message: "The server answered with status 200" },
      1006,
    ],
  ])("%s answers hello as the socket would", async (_name, answer, error, code) => {
    await using server = await serve(answer);
    const opened = await greet(server.url);
    await opened.until("closed");
    expect(opened.told).toEqual([["opened"], ["closed", code, error.code, { ...error, cause: expect.any(Error) }]]);
  });

  test("204: the server is done with this client", async () => {
    await using server = await serve(text("", 204));
    const opened = await greet(server.url);
    await opened.until("closed");
    expect(opened.told.at(-1)).toEqual(["closed", 1000, "The server wants no stream"]);
  });

  test("no redirect takes the token along", async () => {
    await using other = await serve(accepted);
    await using server = await serve(text("", 307, { location: `${other.url}/v1/events` }));
    const opened = await greet(server.url);
    await opened.until("closed");
    expect(other.seen).toEqual([]);
    expect(opened.told.at(-1)).toMatchObject(["closed", 1006, "unavailable", { code: "unavailable" }]);
  });

  test("closed before it opened: nothing is told", async () => {
    const opened = new Opened("http://127.0.0.1:1");
    opened.connection.close(1000, "");
    await Promise.resolve();
    expect(opened.told).toEqual([]);
  });
});

describe("the stream", () => {
  test("frames come whole and in order, however the bytes are cut", async () => {
    const { server, stream } = await streaming();
    await using _ = server;
    const opened = await greet(server.url);
    await opened.until("frame");
    const frames = ["é", "😀", "\n"].map((data) => ({ type: "message", channel: "c", data }));
    for (const byte of Buffer.from(frames.map(event).join(""))) stream().write(Buffer.of(byte));
    await opened.until("frame", 4);
    expect(opened.told.slice(2)).toEqual(frames.map((frame) => ["frame", frame]));
    opened.connection.close(1000, "");
  });

  test.each([
    ["line ends of another kind", 'data: {"type":"ping"}\r\rdata: {"type":"ping"}\r\n\r\n'],
    [
      "comments and other fields",
      ':\n\nid: 1\nretry: 5\nevent: ping\ndata:{"type":"ping"}\n\ndata: {"type":"ping"}\n\n',
    ],
    ["data on several lines", 'data: {"type":\ndata: "ping"}\n\ndata: {"type":"ping"}\n\n'],
  ])("%s are read as the standard says, also byte by byte", async (_name, text) => {
    const { server, stream } = await streaming();
    await using _ = server;
    const opened = await greet(server.url);
    await opened.until("frame");
    stream().write(text);
    await opened.until("frame", 3);
    for (const byte of Buffer.from(text)) stream().write(Buffer.of(byte));
    await opened.until("frame", 5);
    expect(opened.told.slice(2)).toEqual(Array.from({ length: 4 }, () => ["frame", { type: "ping" }]));
    opened.connection.close(1000, "");
  });

  test.each(["garbage", "1", "null", "{}", '{"type":1}'])("%s is no frame", async (data) => {
    const { server, stream } = await streaming();
    await using _ = server;
    const opened = await greet(server.url);
    await opened.until("frame");
    stream().write(`data: ${data}\n\n`);
    await opened.until("malformed");
    expect(opened.told.at(-1)).toEqual(["malformed", expect.stringMatching(/^The frame is not/)]);
    opened.connection.close(1000, "");
  });

  test("its end is told once", async () => {
    const { server, stream } = await streaming();
    await using _ = server;
    const opened = await greet(server.url);
    await opened.until("frame");
    stream().end();
    await opened.until("closed");
    expect(opened.told.slice(2)).toEqual([["closed", 1006, "The event stream ended"]]);
  });

  test("a break is told once", async () => {
    const { server, stream } = await streaming();
    await using _ = server;
    const opened = await greet(server.url);
    await opened.until("frame");
    stream().destroy();
    await opened.until("closed");
    expect(opened.told.slice(2)).toEqual([["closed", 1006, "The event stream failed", { cause: expect.any(Error) }]]);
  });

  test("close hangs up and tells nothing more", async () => {
    const { server } = await streaming();
    await using _ = server;
    const opened = await greet(server.url);
    await opened.until("frame");
    opened.connection.close(1000, "");
    opened.connection.close(1000, "");
    await server.hangUp;
    expect(opened.told).toEqual([["opened"], ["frame", welcome]]);
  });
});

describe("upstream", () => {
  test("what is sent before welcome waits for its session, and goes in one call", async () => {
    const taken = deferred<void>();
    const { server } = await streaming((_, response) => {
      response.writeHead(202).end();
      taken.resolve();
    });
    await using _ = server;
    const opened = await greet(server.url);
    opened.connection.send([cast("a"), cast("b")]);
    await taken.promise;
    const call = server.seen[1];
    expect(call?.body).toBe('{"type":"cast","method":"a"}\n{"type":"cast","method":"b"}');
    expect(call?.url).toBe("/v1/commands");
    expect(call?.headers).toMatchObject({
      authorization: "Bearer t0",
      "content-type": "application/x-ndjson",
      "parlance-session": "s3cr3t",
      prefer: "respond-async",
    });
    opened.connection.close(1000, "");
  });

  test("one call at a time, the next with all that came meanwhile", async () => {
    const [arrived, release, second] = [deferred<void>(), deferred<void>(), deferred<void>()];
    const { server } = await streaming(
      async (_, response) => {
        arrived.resolve();
        await release.promise;
        response.writeHead(202).end();
      },
      (_, response) => {
        response.writeHead(202).end();
        second.resolve();
      },
    );
    await using _ = server;
    const opened = await greet(server.url);
    await opened.until("frame");
    opened.connection.send([cast("a")]);
    await arrived.promise;
    opened.connection.send([cast("b")]);
    opened.connection.send([cast("c")]);
    expect(opened.connection.bufferedAmount).toBe(3 * '{"type":"cast","method":"a"}'.length);
    release.resolve();
    await second.promise;
    expect(bodies(server).map((body) => body.split("\n").length)).toEqual([1, 2]);
    await expect.poll(() => opened.connection.bufferedAmount).toBe(0);
    opened.connection.close(1000, "");
  });

  test("much goes in several calls", async () => {
    const third = deferred<void>();
    const { server } = await streaming(accepted, accepted, (_, response) => {
      response.writeHead(202).end();
      third.resolve();
    });
    await using _ = server;
    const opened = await greet(server.url);
    await opened.until("frame");
    opened.connection.send(Array.from({ length: 3 }, (_each, index) => cast(`${index}${"x".repeat(200_000)}`)));
    await third.promise;
    expect(bodies(server).map((body) => JSON.parse(body).method[0])).toEqual(["0", "1", "2"]);
    opened.connection.close(1000, "");
  });

  test("a fresh token is used from its auth frame on; pongs are not sent", async () => {
    const taken = deferred<void>();
    const { server } = await streaming((_, response) => {
      response.writeHead(202).end();
      taken.resolve();
    });
    await using _ = server;
    const opened = await greet(server.url);
    await opened.until("frame");
    opened.connection.send([{ type: "pong" }]);
    opened.connection.send([{ type: "auth", id: 2, token: "t1" }]);
    await taken.promise;
    expect(bodies(server)).toEqual(['{"type":"auth","id":2,"token":"t1"}']);
    expect(server.seen[1]?.headers.authorization).toBe("Bearer t1");
    opened.connection.close(1000, "");
  });

  test.each([
    ["a session that is gone", json(problem("not_found", false), 404), 4203, "insufficient_state"],
    ["an expired token", json(problem("token_expired", true), 401), 4103, "token_expired"],
    ["a call that is too large", json(problem("payload_too_large", false), 413), 1009, "payload_too_large"],
    ["a server that fails", json(problem("internal_error", true), 500), 1006, "internal_error"],
  ])("%s ends the connection", async (_name, answer, code, reason) => {
    const { server } = await streaming(answer);
    await using _ = server;
    const opened = await greet(server.url);
    await opened.until("frame");
    opened.connection.send([cast("a")]);
    await opened.until("closed");
    expect(opened.told.at(-1)).toEqual(["closed", code, reason]);
  });

  test("a call that breaks ends the connection", async () => {
    const { server } = await streaming((_, response) => void response.destroy());
    await using _ = server;
    const opened = await greet(server.url);
    await opened.until("frame");
    opened.connection.send([cast("a")]);
    await opened.until("closed");
    expect(opened.told.at(-1)).toEqual(["closed", 1006, "A call with frames failed", { cause: expect.any(Error) }]);
  });

  test("too many calls: the same is sent again when the server said, before anything newer", async () => {
    const [waited, taken] = [deferred<() => void>(), deferred<void>()];
    const timers: Timers = {
      now: () => 0,
      schedule(milliseconds, wake) {
        expect(milliseconds).toBe(3000);
        waited.resolve(wake);
        return () => undefined;
      },
    };
    const { server } = await streaming(
      json(problem("rate_limited", true), 429, { "retry-after": "3" }),
      accepted,
      (_, response) => {
        response.writeHead(202).end();
        taken.resolve();
      },
    );
    await using _ = server;
    const opened = await greet(server.url, {}, timers);
    await opened.until("frame");
    opened.connection.send([cast("a")]);
    const wake = await waited.promise;
    opened.connection.send([cast("b")]);
    wake();
    await taken.promise;
    expect(bodies(server).map((body) => JSON.parse(body).method)).toEqual(["a", "a", "b"]);
    opened.connection.close(1000, "");
  });

  test("close ends the wait", async () => {
    const [waited, cancelled] = [deferred<void>(), deferred<void>()];
    const timers: Timers = {
      now: () => 0,
      schedule() {
        waited.resolve();
        return () => cancelled.resolve();
      },
    };
    const { server } = await streaming(text("", 429));
    await using _ = server;
    const opened = await greet(server.url, {}, timers);
    await opened.until("frame");
    opened.connection.send([cast("a")]);
    await waited.promise;
    opened.connection.close(1000, "");
    await cancelled.promise;
    expect(opened.told).toEqual([["opened"], ["frame", welcome]]);
  });
});
