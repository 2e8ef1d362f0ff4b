import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { FaultProxy } from "./fault-proxy.js";
import type { Rule } from "./rule.js";

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

/** A server that answers each frame `{ type: "say", n }` with `{ type: "heard", n }`, behind a proxy. */
async function start(...rules: readonly Rule[]) {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1", perMessageDeflate: true });
  await once(server, "listening");
  const received: string[] = [];
  server.on("connection", (socket) => {
    socket.on("error", () => undefined);
    socket.on("message", (data) => {
      const text = String(data);
      received.push(text);
      for (const line of text.split("\n")) {
        const frame = parse(line);
        socket.send(JSON.stringify({ type: "heard", n: frame?.["n"], ...(frame === undefined && { text: line }) }));
      }
    });
  });
  const proxy = await FaultProxy.listen({ target: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
  proxy.add(...rules);
  closers.push(
    () => new Promise((resolve) => server.close(resolve)),
    () => proxy.close(),
  );
  return { server, proxy, received };
}

async function dial(proxy: FaultProxy) {
  const socket = new WebSocket(proxy.url.replace("http", "ws"));
  closers.push(() => socket.terminate());
  const received: string[] = [];
  const errors: Error[] = [];
  const waiting: (() => void)[] = [];
  const told = (): void => waiting.splice(0).forEach((wake) => wake());
  let closed: number | undefined;
  socket.on("message", (data) => (received.push(String(data)), told()));
  socket.on("error", (error) => errors.push(error));
  socket.on("close", (code) => ((closed = code), told()));
  await new Promise<void>((resolve) => socket.on("open", resolve).on("close", () => resolve()));
  const until = async (done: () => boolean): Promise<void> => {
    while (!done()) await new Promise<void>((resolve) => waiting.push(resolve));
  };
  return {
    socket,
    received,
    errors,
    say: (n: number) => socket.send(JSON.stringify({ type: "say", n })),
    heard: async (count: number) => {
      await until(() => received.length >= count);
      return received.map((text) => parse(text)?.["n"] ?? text);
    },
    closed: async () => {
      await until(() => closed !== undefined);
      return closed;
    },
  };
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

const heard = (nth: number) => ({ direction: "toClient", type: "heard", nth }) as const;

describe("FaultProxy", () => {
  test("passes frames in both directions and tells them", async () => {
    const { proxy } = await start();
    const client = await dial(proxy);
    client.say(1);
    client.say(2);
    expect(await client.heard(2)).toEqual([1, 2]);
    expect(proxy.seen.map(({ direction, frame }) => [direction, frame["type"], frame["n"]])).toEqual(
      expect.arrayContaining([
        ["toServer", "say", 1],
        ["toClient", "heard", 2],
      ]),
    );
    expect(proxy.dials).toHaveLength(1);
  });

  test("passes the close code and reason of either side", async () => {
    const { proxy, server } = await start();
    const client = await dial(proxy);
    const [socket] = [...server.clients];
    socket?.close(4101, "slow_consumer");
    expect(await client.closed()).toBe(4101);
  });

  test.each([
    ["cut", 1006],
    ["reset", 1006],
  ] as const)("%s behind a frame ends the connection without a close frame", async (action, code) => {
    const { proxy } = await start({ name: "fault", match: heard(2), actions: [action] });
    const client = await dial(proxy);
    client.say(1);
    expect(await client.heard(1)).toEqual([1]);
    client.say(2);
    expect(await client.closed()).toBe(code);
    expect(client.received).toHaveLength(1);
    expect(proxy.fired("fault")).toBe(1);
  });

  test("a half-open connection stays open and carries nothing", async () => {
    const { proxy, received } = await start({ match: heard(1), actions: ["pass", { halfOpen: "toServer" }] });
    const client = await dial(proxy);
    client.say(1);
    await client.heard(1);
    client.say(2);
    const other = await dial(proxy);
    other.say(3);
    await other.heard(1);
    expect(received.map((text) => parse(text)?.["n"])).toEqual([1, 3]);
    expect(client.socket.readyState).toBe(WebSocket.OPEN);
  });

  test("stall holds back one direction until release", async () => {
    const { proxy } = await start({ match: heard(2), actions: ["stall", "pass"] });
    const client = await dial(proxy);
    client.say(1);
    client.say(2);
    client.say(3);
    expect(await client.heard(1)).toEqual([1]);
    proxy.release();
    expect(await client.heard(3)).toEqual([1, 2, 3]);
  });

  test("delay keeps the order", async () => {
    const { proxy } = await start({ match: heard(1), actions: [{ delay: 30 }, "pass"] });
    const client = await dial(proxy);
    const begun = performance.now();
    client.say(1);
    client.say(2);
    expect(await client.heard(2)).toEqual([1, 2]);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(29);
  });

  test("duplicates, loses, replaces and adds frames", async () => {
    const { proxy } = await start(
      { match: heard(1), actions: ["pass", "pass"] },
      { match: heard(2), actions: ["suppress"] },
      { match: heard(3), actions: [{ replace: { n: 33 } }] },
      { match: heard(4), actions: [{ inject: { type: "odd", n: "new" } }, { inject: "no frame" }, "pass"] },
    );
    const client = await dial(proxy);
    for (const n of [1, 2, 3, 4]) client.say(n);
    expect(await client.heard(6)).toEqual([1, 1, 33, "new", "no frame", 4]);
  });

  test("answers in place of the server, with the id of the request", async () => {
    const match = { direction: "toServer", type: "say" } as const;
    const { proxy, received } = await start({ match, actions: [{ answer: { type: "error", code: "invalid_token" } }] });
    const client = await dial(proxy);
    client.socket.send(JSON.stringify({ type: "say", id: 7 }));
    await client.heard(1);
    expect(parse(client.received[0] ?? "")).toEqual({ id: 7, type: "error", code: "invalid_token" });
    expect(received).toEqual([]);
  });

  test.each([1, 2, 5, "each"] as const)("a frame split at %s arrives whole", async (split) => {
    const { proxy } = await start(
      { match: heard(1), actions: [{ split }] },
      { match: { direction: "toServer", type: "say" }, actions: [{ split }] },
    );
    const client = await dial(proxy);
    client.say(1);
    expect(await client.heard(1)).toEqual([1]);
  });

  test("a truncated frame is never delivered", async () => {
    const { proxy } = await start({ match: heard(1), actions: [{ truncate: 6 }, "cut"] });
    const client = await dial(proxy);
    client.say(1);
    expect(await client.closed()).toBe(1006);
    expect(client.received).toEqual([]);
  });

  test("corrupts one byte of the payload in either direction", async () => {
    const { proxy, received } = await start(
      { match: { direction: "toServer", frame: { n: 1 } }, actions: [{ corrupt: 0 }] },
      { match: { direction: "toServer", frame: { n: 2 } }, actions: ["pass"] },
    );
    const client = await dial(proxy);
    client.socket.on("error", () => undefined);
    client.say(1);
    expect(await client.closed()).toBe(1007);
    expect(received).toEqual([]);
  });

  test("closes with a code", async () => {
    const { proxy } = await start({ match: heard(1), actions: [{ close: 4102, reason: "draining" }] });
    const client = await dial(proxy);
    client.say(1);
    expect(await client.closed()).toBe(4102);
  });

  test("rules meet a frame inside a batch and leave its neighbours alone", async () => {
    const { proxy, received } = await start({
      match: { direction: "toServer", frame: { n: 2 } },
      actions: ["suppress"],
    });
    const client = await dial(proxy);
    client.socket.send([1, 2, 3].map((n) => JSON.stringify({ type: "say", n })).join("\n"));
    expect(await client.heard(2)).toEqual([1, 3]);
    expect(received.join("\n")).not.toContain('"n":2');
  });

  test("a batch without a rule arrives as one message", async () => {
    const { proxy, received } = await start();
    const client = await dial(proxy);
    client.socket.send('{"type":"say","n":1}\n{"type":"say","n":2}');
    await client.heard(2);
    expect(received).toHaveLength(1);
    expect(proxy.seen.filter(({ direction }) => direction === "toServer")).toHaveLength(2);
  });

  test("rules choose a connection, and are forgotten by clear", async () => {
    const { proxy } = await start({ match: { type: "say", connection: 2 }, actions: ["cut"] });
    const first = await dial(proxy);
    first.say(1);
    expect(await first.heard(1)).toEqual([1]);
    const second = await dial(proxy);
    second.say(1);
    expect(await second.closed()).toBe(1006);
    proxy.clear();
    const third = await dial(proxy);
    third.say(3);
    expect(await third.heard(1)).toEqual([3]);
  });

  test("drains slowly, so that the server feels it", async () => {
    const { proxy, server } = await start();
    const client = await dial(proxy);
    const [socket] = [...server.clients];
    proxy.apply({ slow: 1000 }, "toClient");
    let flushed = false;
    for (let n = 0; n < 16; n += 1) socket?.send("x".repeat(1024 * 1024));
    const other = await dial(proxy);
    other.say(1);
    await other.heard(1);
    socket?.send("end", () => (flushed = true));
    expect(socket?.bufferedAmount).toBeGreaterThan(1024 * 1024);
    expect(client.received).toEqual([]);
    expect(flushed).toBe(false);
  });

  test("refuses connections for a time, and leads to another target", async () => {
    const { proxy } = await start();
    proxy.refuse(true);
    const refused = await dial(proxy);
    expect(await refused.closed()).toBe(1006);
    expect(refused.errors).toHaveLength(1);
    proxy.refuse(false);
    const { proxy: other } = await start();
    proxy.target = other.url;
    const client = await dial(proxy);
    client.say(5);
    expect(await client.heard(1)).toEqual([5]);
    expect(other.dials).toHaveLength(1);
  });

  test("other HTTP passes as bytes, and rules find text in it", async () => {
    const plain = createServer((socket) => {
      socket.on("error", () => undefined);
      socket.once("data", () => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"));
    }).listen(0, "127.0.0.1");
    await once(plain, "listening");
    closers.push(() => plain.close());
    const proxy = await FaultProxy.listen({ target: `http://127.0.0.1:${(plain.address() as AddressInfo).port}` });
    closers.push(() => proxy.close());
    expect(await (await fetch(proxy.url)).text()).toBe("hello");
    proxy.add({ match: { contains: "hello" }, actions: ["reset"] });
    await expect(fetch(proxy.url).then((response) => response.text())).rejects.toThrow();
  });
});
