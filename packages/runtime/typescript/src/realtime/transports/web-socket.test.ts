import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { ConnectionState } from "@parlance/protocol";
import { expect, onTestFinished, test, vi } from "vitest";
import { SocketServer } from "../../../test/socket-server.js";
import { cborCodec } from "../cbor.js";
import type { RealtimeOptions } from "../realtime-options.js";
import { RealtimeError } from "../realtime-error.js";
import { Realtime } from "../realtime.js";
import { sse } from "./sse.js";
import type { WebSocketConstructor } from "./web-socket.js";
import { webSocket } from "./web-socket.js";

function clientOf(url: string, options: Partial<RealtimeOptions> = {}): Realtime {
  const realtime = new Realtime({ url, token: "secret", ...options });
  onTestFinished(() => realtime.close());
  return realtime;
}

function isLost(state: ConnectionState): state is Extract<ConnectionState, { readonly status: "reconnecting" }> {
  return state.status === "reconnecting";
}

test.each([
  ["ws", undefined],
  ["the platform's own", globalThis.WebSocket as WebSocketConstructor],
])("frames travel both ways over %s", async (_, WebSocket) => {
  const server = await SocketServer.start();
  const realtime = clientOf(server.url, { transport: webSocket({ ...(WebSocket && { WebSocket }) }) });
  const received: unknown[] = [];
  await realtime.channel("chat").subscribe(({ data }) => received.push(data)).ready;
  const [served] = server.sockets;
  served?.connection.publish("chat", "message", "grüße");
  await vi.waitFor(() => expect(received).toEqual(["grüße"]));
  expect(served?.socket.protocol).toBe("parlance.v1.json");
  expect(served?.request.url).toBe("/v1/socket");
});

test("frames of one turn are one message, and messages of several frames are read", async () => {
  const server = await SocketServer.start();
  const realtime = clientOf(server.url);
  const received: unknown[] = [];
  await realtime.channel("chat").subscribe(({ data }) => received.push(data)).ready;
  await Promise.all([1, 2, 3].map((data) => realtime.channel("other").publish("x", data)));
  const [served] = server.sockets;
  expect(served?.texts.map((text) => text.split("\n").length)).toEqual([1, 3]);
  const message = (offset: number) => ({
    type: "message",
    channel: "chat",
    offset,
    previous: offset - 1,
    data: offset,
  });
  served?.socket.send([1, 2, 3].map((offset) => JSON.stringify(message(offset))).join("\n"));
  await vi.waitFor(() => expect(received).toEqual([1, 2, 3]));
});

test("frames are bytes with the codec for CBOR, and bytes that come stay bytes", async () => {
  const server = await SocketServer.start();
  const realtime = clientOf(server.url, { codec: cborCodec });
  const received: unknown[] = [];
  await realtime.channel("chat").subscribe(({ data }) => received.push(data)).ready;
  const [served] = server.sockets;
  served?.connection.publish("chat", "message", { bytes: new Uint8Array([1, 2]), text: "grüße" });
  await vi.waitFor(() => expect(received).toEqual([{ bytes: new Uint8Array([1, 2]), text: "grüße" }]));
  await realtime.channel("chat").publish("message", { text: "grüße", left: undefined });
  expect(served?.connection.framesOf("publish")).toMatchObject([{ data: { text: "grüße" } }]);
  expect(served?.socket.protocol).toBe("parlance.v1.cbor");
  const codes: unknown[] = [];
  realtime.on("state", (state) => isLost(state) && codes.push(state.error.code));
  served?.socket.send("text");
  await vi.waitFor(() => expect(codes).toEqual(["decode_failed"]));
});

test("what is no frame ends the connection, and the client comes back", async () => {
  const server = await SocketServer.start();
  const realtime = clientOf(server.url);
  await realtime.connect();
  const reasons: unknown[] = [];
  realtime.on("state", (state) => isLost(state) && reasons.push(state.error.code));
  server.sockets[0]?.socket.send(new Uint8Array([0xff, 0x00]));
  await vi.waitFor(() => expect(reasons).toEqual(["decode_failed"]));
  await realtime.connect();
  server.sockets[1]?.socket.send("{");
  await vi.waitFor(() => expect(reasons).toEqual(["decode_failed", "decode_failed"]));
});

test("the server's close code decides whether to come back", async () => {
  const server = await SocketServer.start();
  const realtime = clientOf(server.url);
  await realtime.connect();
  server.sockets[0]?.socket.close(4200);
  await vi.waitFor(() => expect(server.sockets).toHaveLength(2));
  await realtime.connect();
  server.sockets[1]?.socket.close(4003, "");
  await vi.waitFor(() => expect(realtime.state).toMatchObject({ status: "failed", error: { closeCode: 4003 } }));
});

const problem = (code: string, retryable: boolean): string => JSON.stringify({ code, retryable, detail: "Because" });

test.each([
  [
    { status: 404, body: "<h1>Nothing here</h1>" },
    { code: "status_404", message: /status 404\. Look at/, cause: /Nothing/ },
  ],
  [
    { status: 403, body: problem("forbidden", false) },
    { code: "forbidden", message: /^Because$/, cause: /status 403/ },
  ],
  [
    { status: 401, body: "" },
    { code: "invalid_token", message: /status 401/, cause: /status 401/ },
  ],
  [
    { status: 404, body: "x".repeat(1_000_000) },
    { code: "status_404", message: /status 404/, cause: /^.{1000,1100}$/ },
  ],
])("a refusal of the upgrade for good ends the client: %j", async (refuse, { code, message, cause }) => {
  const server = await SocketServer.start({ refuse });
  const realtime = clientOf(server.url);
  await expect(realtime.connect()).rejects.toMatchObject({
    code,
    message: expect.stringMatching(message),
    retryable: false,
    cause: expect.objectContaining({ message: expect.stringMatching(cause) }),
  });
  expect(realtime.state.status).toBe("failed");
});

test.each([
  [
    { status: 503, headers: { "Retry-After": "30" } },
    { code: "unavailable", afterMs: 30_000 },
  ],
  [
    { status: 429, headers: { "Retry-After": "40" }, body: problem("rate_limited", true) },
    { code: "rate_limited", afterMs: 40_000 },
  ],
  [{ status: 408 }, { code: "unavailable" }],
  [{ status: 302, headers: { Location: "/elsewhere" } }, { code: "unavailable" }],
])("a refusal of the upgrade that may pass is tried again, not before the server says: %j", async (refuse, error) => {
  const realtime = clientOf((await SocketServer.start({ refuse })).url);
  void realtime.connect().catch(() => undefined);
  await vi.waitFor(() => expect(realtime.state).toMatchObject({ status: "reconnecting", error }));
  const { retryAt } = realtime.state as { readonly retryAt: number | null };
  if ("afterMs" in error) expect(retryAt).toBeGreaterThan(Date.now() + error.afterMs - 5_000);
});

test("an attempt that is given up while the refusal still comes leaves nothing behind", async () => {
  const server = createServer().on("upgrade", (_, socket) => {
    socket.on("error", () => undefined).write("HTTP/1.1 404 Not Found\r\n\r\nNo");
  });
  await new Promise<void>((listening) => void server.listen(0, "127.0.0.1", listening));
  const gone = new Promise((closed) => server.on("connection", (socket) => socket.on("close", closed)));
  const realtime = clientOf(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/v1/socket`);
  void realtime.connect().catch(() => undefined);
  await new Promise((asked) => server.once("upgrade", asked));
  await realtime.close();
  await gone;
  server.close();
});

test("a server that is not there is tried again", async () => {
  const absent = clientOf("ws://127.0.0.1:1/v1/socket");
  const unusable = clientOf("ws://platform.test/v1/socket", {
    // An arrow function is no constructor.
    transport: webSocket({ WebSocket: (() => undefined) as unknown as WebSocketConstructor }),
  });
  for (const realtime of [absent, unusable]) {
    void realtime.connect().catch(() => undefined);
    await vi.waitFor(() =>
      expect(realtime.state).toMatchObject({ status: "reconnecting", error: { code: "connection_lost" } }),
    );
  }
});

test("closing does not wait for a server that has gone silent, and lets go of its socket", async () => {
  const server = await SocketServer.start();
  const realtime = clientOf(server.url);
  await realtime.connect();
  const [served] = server.sockets;
  const gone = new Promise((closed) => served?.request.socket.once("close", closed));
  // The server reads nothing any more: it will not answer the close.
  served?.request.socket.pause();
  await realtime.close();
  expect(realtime.state.status).toBe("closed");
  served?.request.socket.resume();
  await gone;
});

/** An address where nobody listens any more. */
async function deadAddress(): Promise<string> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return `ws://127.0.0.1:${port}/v1/socket`;
}

test.each([
  ["ws", () => webSocket(), { cause: { code: "ECONNREFUSED" } }],
  ["the platform's own", () => webSocket({ WebSocket: globalThis.WebSocket as WebSocketConstructor }), {}],
  ["event streams", () => sse(), { cause: { cause: { code: "ECONNREFUSED" } } }],
])("a server that cannot be reached shows in the chain of causes over %s", async (_, transport, chain) => {
  const realtime = clientOf(await deadAddress(), { transport: transport(), backoff: { attempts: 1 } });
  const error: unknown = await realtime.connect().catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: "attempts_exhausted", cause: { code: "connection_lost", ...chain } });
  for (let cause = error, depth = 0; depth < 3; depth += 1, cause = (cause as Error).cause)
    expect(cause).toBeInstanceOf(depth < 2 ? RealtimeError : Error);
});

test("a server that is gone for good shows in the chain of causes", async () => {
  const server = await SocketServer.start();
  const realtime = clientOf(server.url, { backoff: { minMs: 1, maxMs: 1, attempts: 1 } });
  await realtime.connect();
  await server.stop();
  await vi.waitFor(() => expect(realtime.state.status).toBe("failed"), 5_000);
  await expect(realtime.connect()).rejects.toMatchObject({ cause: { cause: { code: "ECONNREFUSED" } } });
});

test("an address that the platform does not open says why", async () => {
  const Refusing = function () {
    throw new SyntaxError("Not from here");
  } as unknown as WebSocketConstructor;
  const realtime = clientOf("ws://127.0.0.1:1/", {
    transport: webSocket({ WebSocket: Refusing }),
    backoff: { attempts: 1 },
  });
  await expect(realtime.connect()).rejects.toMatchObject({ cause: { cause: new SyntaxError("Not from here") } });
});
