import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import { type WebSocket, WebSocketServer } from "ws";
import type { SocketDescriptor } from "@parlance/protocol/socket";
import { ConfigurationError } from "../errors/configuration-error.js";
import { VirtualClock } from "../testing/virtual-clock.js";
import { RealtimeError } from "../realtime/realtime-error.js";
import { type SocketOptions, Sockets } from "./sockets.js";
import type { Socket } from "./socket.js";

interface Market {
  readonly receives: { readonly tick: { readonly price: number }; readonly pong: { readonly id: number } };
  readonly sends: {
    readonly ping: { readonly event: "ping"; readonly id?: number };
    readonly note: { readonly text: string; readonly id?: string };
    readonly subscribe: { readonly event: "subscribe"; readonly symbol: string; readonly since?: number };
  };
  readonly replies: { readonly ping: "pong" };
  readonly subscribes: "subscribe";
}

const descriptor: SocketDescriptor = {
  id: "market",
  address: "/market/{symbol}",
  parameters: [
    { key: "symbol", in: "path", required: true },
    { key: "top", name: "top_of_book", in: "query" },
  ],
  receives: [
    { name: "pong", type: "object", is: { "/event": "pong" } },
    { name: "tick", type: "object", has: ["/price"] },
  ],
  sends: {
    ping: { replies: ["pong"], correlation: { pointer: "/id", type: "integer", answers: { pong: "/id" } } },
    note: {},
    subscribe: {},
  },
};

/** A server that keeps what comes, and who came. */
async function serve(answer: (text: string, socket: WebSocket) => void = () => undefined) {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  const sockets: WebSocket[] = [];
  const requests: IncomingMessage[] = [];
  const received: unknown[] = [];
  server.on("connection", (socket, request) => {
    sockets.push(socket);
    requests.push(request);
    socket.on("message", (data) => {
      received.push(JSON.parse(String(data)));
      answer(String(data), socket);
    });
  });
  await once(server, "listening");
  onTestFinished(() => {
    for (const socket of server.clients) socket.terminate();
    server.close();
  });
  return { url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, sockets, requests, received };
}

function open(url: string, options: SocketOptions<Market> = {}, given: Partial<SocketDescriptor> = {}): Socket<Market> {
  const client = new Sockets({ url, backoff: { minMs: 1, maxMs: 1 } });
  onTestFinished(() => client.close());
  return client.open<Market>({ ...descriptor, ...given }, { symbol: "btc/usd", top: true }, options);
}

function echoPong(text: string, socket: WebSocket): void {
  const { event, id } = JSON.parse(text) as { readonly event: string; readonly id: number };
  if (event === "ping") socket.send(JSON.stringify({ event: "pong", id }));
}

test("a socket is opened at its address with its query, and messages are told by name", async () => {
  const { url, sockets, requests } = await serve();
  const messages = open(url).messages();
  await vi.waitFor(() => expect(sockets.length).toBe(1));
  sockets[0]?.send(`{"price": 7}`);
  sockets[0]?.send("hello");
  expect(await messages.next()).toEqual({ done: false, value: { name: "tick", payload: { price: 7 } } });
  expect(await messages.next()).toEqual({ done: false, value: { name: "unknown", payload: "hello" } });
  expect(requests[0]?.url).toBe("/v1/market/btc%2Fusd?top_of_book=true");
});

test("a request resolves with the answer of its own id", async () => {
  const { url, received } = await serve(echoPong);
  const socket = open(url);
  const answers = await Promise.all([
    socket.request("ping", { event: "ping" }),
    socket.request("ping", { event: "ping", id: 9 }),
  ]);
  expect(answers).toEqual([
    { name: "pong", payload: { event: "pong", id: 1 } },
    { name: "pong", payload: { event: "pong", id: 9 } },
  ]);
  expect(received).toEqual([
    { event: "ping", id: 1 },
    { event: "ping", id: 9 },
  ]);
});

test("after a loss it comes back, restores first, and then sends what waited", async () => {
  const { url, sockets, received } = await serve();
  const socket = open(url, { restore: (restored) => restored.send("note", { text: "log in" }) });
  await socket.send("note", { text: "one" });
  await vi.waitFor(() => expect(received.length).toBe(2));
  const errors: RealtimeError[] = [];
  socket.on("error", (error) => void errors.push(error as RealtimeError));
  const waiting = new Promise<void>((resolve) => {
    socket.on("state", ({ status }) => status === "waiting" && resolve());
  });
  sockets[0]?.terminate();
  await waiting;
  await socket.send("note", { text: "two" });
  await vi.waitFor(() =>
    expect(received.map((each) => (each as { text: string }).text)).toEqual(["log in", "one", "log in", "two"]),
  );
  expect(errors.map(({ code, closeCode, retryable }) => [code, closeCode, retryable])).toEqual([
    ["connection_lost", 1006, true],
  ]);
});

test("a restore that fails closes the connection and is tried again", async () => {
  const { url, received } = await serve();
  let tries = 0;
  const socket = open(url, {
    restore: () => {
      tries += 1;
      if (tries === 1) throw new Error("not yet");
    },
  });
  await socket.send("note", { text: "at last" });
  await vi.waitFor(() => expect(received).toEqual([{ text: "at last" }]));
  expect(tries).toBe(2);
});

test("a server that refuses the upgrade for good ends the socket with its status", async () => {
  const { url } = await serve();
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1", verifyClient: (_, done) => done(false, 404) });
  onTestFinished(() => server.close());
  await once(server, "listening");
  const socket = open(url.replace(/\d+\/v1$/, String((server.address() as AddressInfo).port)));
  await expect(socket.messages().next()).rejects.toMatchObject({ code: "status_404", retryable: false });
  expect(socket.state.status).toBe("failed");
  await expect(socket.send("note", { text: "too late" })).rejects.toBeInstanceOf(RealtimeError);
});

test("a goodbye ends the iteration after what came, and a close by the application ends what waits", async () => {
  const { url, sockets } = await serve();
  const socket = open(url);
  const messages = socket.messages();
  await vi.waitFor(() => expect(sockets.length).toBe(1));
  sockets[0]?.send(`{"price": 1}`);
  sockets[0]?.close(1000);
  expect(await messages.next()).toMatchObject({ value: { name: "tick", payload: { price: 1 } } });
  expect(await messages.next()).toEqual({ done: true, value: undefined });
  const other = open(url);
  const unanswered = other.request("ping", { event: "ping" });
  other.close();
  await expect(unanswered).rejects.toMatchObject({ code: "closed" });
});

test("the token goes where the document says, and a new one in band before it ends", async () => {
  const { url, requests, received } = await serve();
  const clock = new VirtualClock();
  const tokens = [{ token: "t1", expiresAt: clock.now() + 60_000 }, "t2"];
  const refresh = { message: { name: "note", payload: { op: "auth" } }, pointer: "/token", beforeMs: 10_000 };
  const options = { token: () => tokens.shift() ?? "t3", clock };
  const socket = open(url, options, { token: { in: "query", name: "access", refresh } });
  await socket.send("note", { text: "hello" });
  expect(requests[0]?.url).toContain("access=t1");
  clock.advance(50_000);
  await vi.waitFor(() => expect(received).toEqual([{ text: "hello" }, { op: "auth", token: "t2" }]));
});

test("an empty token goes nowhere, and another one is asked for", async () => {
  const { url, requests } = await serve();
  const tokens = ["", "t2"];
  const options = { token: () => tokens.shift() ?? "t3" };
  await open(url, options, { token: { in: "header", name: "Authorization" } }).send("note", { text: "hello" });
  expect(requests.map(({ headers }) => headers.authorization)).toEqual(["Bearer t2"]);
});

test("a token in a header is a bearer token", async () => {
  const { url, requests } = await serve();
  open(url, { token: "t1" }, { token: { in: "header", name: "Authorization" } }).connect();
  await vi.waitFor(() => expect(requests[0]?.headers.authorization).toBe("Bearer t1"));
});

test("subscriptions hear what is for their key, and are asked for again with their position", async () => {
  const { url, sockets, received } = await serve();
  const message = { name: "subscribe", payload: { event: "subscribe" } };
  const socket = open(
    url,
    {},
    {
      subscription: { subscribe: "subscribe", key: "/symbol", of: "/symbol" },
      resume: { position: "/seq", message, pointer: "/since" },
    },
  );
  const btc = socket.subscribe({ event: "subscribe", symbol: "btc" });
  await vi.waitFor(() => expect(received.length).toBe(1));
  sockets[0]?.send(`{"price": 1, "symbol": "eth", "seq": 8}`);
  sockets[0]?.send(`{"price": 2, "symbol": "btc", "seq": 9}`);
  expect(await btc.next()).toMatchObject({ value: { payload: { price: 2 } } });
  sockets[0]?.terminate();
  await vi.waitFor(() => expect(received[1]).toEqual({ event: "subscribe", symbol: "btc", since: 9 }));
});

test("messages are acknowledged when their reader comes back for the next", async () => {
  const { url, sockets, received } = await serve();
  const answer = { name: "note", payload: { op: "ack" } };
  const socket = open(url, {}, { acknowledgement: { receive: { messages: ["tick"], id: "/id", answer, of: "/id" } } });
  const messages = socket.messages();
  await vi.waitFor(() => expect(sockets.length).toBe(1));
  sockets[0]?.send(`{"price": 1, "id": "a"}`);
  await messages.next();
  expect(received).toEqual([]);
  void messages.next();
  await vi.waitFor(() => expect(received).toEqual([{ op: "ack", id: "a" }]));
});

test("a server that does not answer pings is given up", async () => {
  const { url, sockets } = await serve((_, socket) => socket.pause());
  const socket = open(url, { heartbeat: { intervalMs: 5, timeoutMs: 20 } });
  await socket.send("note", { text: "stop reading" });
  await vi.waitFor(() => expect(sockets.length).toBeGreaterThan(1));
});

test("a slow reader's buffer fails, or drops the oldest", async () => {
  const { url, sockets } = await serve();
  const socket = open(url);
  const failing = socket.messages({ buffer: 1 });
  const dropping = socket.messages({ buffer: 1, overflow: "drop-oldest" });
  const heard = new Promise<void>((resolve) => {
    let count = 0;
    socket.on("message", () => (count += 1) === 3 && resolve());
  });
  await vi.waitFor(() => expect(sockets.length).toBe(1));
  for (const price of [1, 2, 3]) sockets[0]?.send(JSON.stringify({ price }));
  await heard;
  expect(await dropping.next()).toMatchObject({ value: { payload: { price: 3 } } });
  await failing.next();
  await failing.next();
  await expect(failing.next()).rejects.toMatchObject({ code: "buffer_exceeded" });
});

test("an abort ends an iteration and a request", async () => {
  const { url } = await serve();
  const socket = open(url);
  const abort = new AbortController();
  const next = socket.messages({ signal: abort.signal }).next();
  const request = socket.request("ping", { event: "ping" }, { signal: abort.signal });
  abort.abort();
  await expect(next).rejects.toMatchObject({ name: "AbortError" });
  await expect(request).rejects.toMatchObject({ name: "AbortError" });
  await expect(socket.send("note", { text: "late" }, { signal: abort.signal })).rejects.toMatchObject({
    name: "AbortError",
  });
});

test("an exception of a handler reaches the error listeners, and the next message comes", async () => {
  const { url, sockets } = await serve();
  const socket = open(url);
  const codes: string[] = [];
  const prices: number[] = [];
  socket.on("error", ({ code }) => void codes.push(code));
  socket.on("message", ({ name, payload }) => {
    if (name !== "tick") return;
    prices.push(payload.price);
    if (payload.price === 1) throw new Error("mine");
  });
  socket.connect();
  await vi.waitFor(() => expect(sockets.length).toBe(1));
  for (const price of [1, 2]) sockets[0]?.send(JSON.stringify({ price }));
  await vi.waitFor(() => expect(prices).toEqual([1, 2]));
  expect(codes).toEqual(["handler_failed"]);
});

test("what cannot work is told before any network", () => {
  const client = new Sockets();
  expect(() => client.open(descriptor, { symbol: "x" })).toThrow(ConfigurationError);
  expect(() => client.open(descriptor, {}, { url: "ws://localhost" })).toThrow(
    "Parameter `symbol` of market is missing",
  );
  expect(() => client.open(descriptor, { symbol: "x" }, { url: "/relative" })).toThrow("`url` must be an absolute");
  expect(() => client.open(descriptor, { symbol: "x" }, { url: "ws://[x" })).toThrow("`url` must be an absolute");
  const wanting: SocketDescriptor = { ...descriptor, token: { in: "query", name: "t" } };
  expect(() => client.open(wanting, { symbol: "x" }, { url: "ws://localhost" })).toThrow("set `token`");
  const socket = client.open(descriptor, { symbol: "x" }, { url: "ws://localhost" });
  expect(() => socket.subscribe({} as never)).toThrow(ConfigurationError);
});

test("what is no JSON is refused where it is handed over", async () => {
  const socket = open("ws://127.0.0.1:1");
  await expect(socket.send("note", { text: 1n as never })).rejects.toMatchObject({ code: "invalid_request" });
});
