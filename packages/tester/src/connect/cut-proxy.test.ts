import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import type { Cut } from "../plan/scenario.js";
import { afterEach, describe, expect, it, vi } from "vitest";
import { CutProxy } from "./cut-proxy.js";

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

const upgraded = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n";
const frame = (first: number, text: string) => Buffer.concat([Buffer.from([first, text.length]), Buffer.from(text)]);
const [hi, ping, half, rest] = [frame(0x81, "hi"), frame(0x89, "p"), frame(0x01, "ha"), frame(0x80, "lf")];
const conversation = Buffer.concat([hi, ping, half, rest]);
const whole = Buffer.concat([Buffer.from(upgraded), conversation]);

/** A server that answers each request with these bytes, and whatever else it gets with the later ones, behind a proxy. */
async function start(answer: string | Buffer, cut?: Cut, later = answer) {
  const requests: string[] = [];
  const ends: string[] = [];
  const server = createServer((socket) => {
    socket.on("data", (chunk) => {
      requests.push(String(chunk));
      socket.write(String(chunk).startsWith("GET") ? answer : later);
    });
    socket.on("error", () => ends.push("reset"));
    socket.on("end", () => ends.push("fin"));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const cuts: string[] = [];
  const target = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/base`);
  const proxy = await CutProxy.start(target, (how) => cuts.push(how));
  closers.push(
    () => server.close(),
    () => proxy.close(),
  );
  if (cut !== undefined) proxy.cutNext(cut);
  return { proxy, requests, ends, cuts, target };
}

/** Asks through the proxy, and reads to the end. */
async function ask({ url }: CutProxy, host = "somebody") {
  const socket: Socket = connect(Number(url.port), "127.0.0.1");
  closers.push(() => socket.destroy());
  const chunks: Buffer[] = [];
  let ended: "reset" | "fin" | undefined;
  socket.on("data", (chunk) => chunks.push(chunk));
  socket.on("error", () => (ended ??= "reset"));
  socket.on("end", () => (ended ??= "fin"));
  socket.write(`GET / HTTP/1.1\r\nHost: ${host}\r\nX-Host: me\r\n\r\n`);
  const received = () => Buffer.concat(chunks).toString("latin1");
  return {
    socket,
    received,
    ended: () => ended,
    end: async () => {
      if (!socket.closed) await new Promise((resolve) => socket.once("close", resolve));
      return received();
    },
    until: async (text: string) => {
      while (!received().endsWith(text)) await once(socket, "data");
    },
  };
}

describe("CutProxy", () => {
  it("passes on what both sides send, with the target's host", async () => {
    const { proxy, requests, target } = await start(whole);
    expect(proxy.url.pathname).toBe("/base");
    const asked = await ask(proxy);
    await asked.until("lf");
    expect(asked.received()).toBe(whole.toString("latin1"));
    expect(requests).toEqual([`GET / HTTP/1.1\r\nHost: ${target.host}\r\nX-Host: me\r\n\r\n`]);
  });

  it.each(Array.from({ length: conversation.length + 1 }, (_, bytes) => bytes))(
    "cuts behind byte %i of a conversation",
    async (bytes) => {
      const { proxy, ends } = await start(whole, {
        after: { bytes },
        how: bytes % 2 === 0 ? "reset" : "fin",
      });
      const asked = await ask(proxy);
      expect(await asked.end()).toBe(upgraded + conversation.toString("latin1", 0, bytes));
      expect(asked.ended()).toBe(bytes % 2 === 0 ? "reset" : "fin");
      await vi.waitFor(() => expect(ends).toEqual([bytes % 2 === 0 ? "reset" : "fin"]));
    },
  );

  it.each([
    [0, ""],
    [1, hi],
    [2, conversation],
  ])("cuts behind %i messages of a WebSocket, which may come in parts", async (frames, passed) => {
    const { proxy } = await start(whole, { after: { frames }, how: "fin" });
    expect(await (await ask(proxy)).end()).toBe(upgraded + passed.toString("latin1"));
  });

  it("knows long frames", async () => {
    const long = Buffer.concat([Buffer.from([0x82, 126, 1, 0]), Buffer.alloc(256, "x")]);
    const longer = Buffer.concat([Buffer.from([0x82, 127, 0, 0, 0, 0, 0, 1, 0, 0]), Buffer.alloc(65_536, "y")]);
    const all = Buffer.concat([Buffer.from(upgraded), long, longer, hi]);
    const { proxy } = await start(all, { after: { frames: 2 }, how: "reset" });
    expect((await (await ask(proxy)).end()).length).toBe(all.length - hi.length);
  });

  it.each(["\n", "\r\n", "\r"])("cuts behind server-sent events, whose lines end in %j", async (end) => {
    const events = ["data: 1", "id: 1", "", ": comment", "", "event: x", "", "data", "", "data:3", "", ""].join(end);
    const head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";
    const { proxy } = await start(head + events, { after: { frames: 2 }, how: "fin" });
    expect(await (await ask(proxy)).end()).toBe(head + events.slice(0, events.indexOf("data:3")));
  });

  it("finds events through the chunks of a body", async () => {
    const head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    const chunks = "7;x=y\r\ndata: 1\r\n2\r\n\n\n\r\na\r\ndata: 2\n\nd\r\n3\r\nata\r\n";
    const { proxy } = await start(head + chunks, { after: { frames: 2 }, how: "fin" });
    expect(await (await ask(proxy)).end()).toBe(head + chunks.slice(0, chunks.indexOf("d\r\n3\r\n")));
  });

  it("passes interim answers, and counts from the final one", async () => {
    const interim = "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n";
    const { proxy } = await start(`${interim}HTTP/1.1 200 OK\r\n\r\nbody`, { after: { bytes: 2 }, how: "fin" });
    expect(await (await ask(proxy)).end()).toBe(`${interim}HTTP/1.1 200 OK\r\n\r\nbo`);
  });

  it("stalls so that nobody is told, and nothing of it passes later", async () => {
    const { proxy, requests, ends, cuts } = await start(whole, {
      after: { frames: 1 },
      how: "stall",
    });
    const asked = await ask(proxy);
    await asked.until("hi");
    expect(cuts).toEqual(["stall"]);
    asked.socket.write("GET / HTTP/1.1\r\n\r\n");
    const other = await ask(proxy);
    await other.until("lf");
    expect(asked.received()).toBe(upgraded + hi.toString("latin1"));
    expect(asked.ended()).toBeUndefined();
    expect(requests).toHaveLength(2);
    asked.socket.destroy();
    await once(asked.socket, "close");
    expect(ends).toEqual([]);
  });

  it("cuts what is open, and neither what comes after nor what was not asked for", async () => {
    const { proxy, cuts } = await start(whole);
    const [first, second] = [await ask(proxy), await ask(proxy)];
    await Promise.all([first.until("lf"), second.until("lf")]);
    proxy.cutNow("reset");
    await Promise.all([first.end(), second.end()]);
    expect(cuts).toEqual(["reset", "reset"]);
    const third = await ask(proxy);
    await third.until("lf");
    proxy.cutNext({ after: { frames: 1 }, how: "fin" });
    await (await ask(proxy)).end();
    expect(third.ended()).toBeUndefined();
  });

  it.each([
    [{ frames: 0 }, ""],
    [{ frames: 1 }, "\u0081\u0002hi"],
    [{ frames: 2 }, conversation.toString("latin1")],
    [{ bytes: 1 }, "\u0081"],
  ] as const)("cuts what is open behind %j of what comes from now on", async (after, passed) => {
    const { proxy } = await start(Buffer.concat([whole, ping, half]), undefined, Buffer.concat([rest, conversation]));
    const asked = await ask(proxy);
    await asked.until("ha");
    // The message that has begun already is the first.
    proxy.cutLater({
      after: "frames" in after ? { frames: after.frames + 1 } : { bytes: after.bytes + rest.length },
      how: "fin",
    });
    asked.socket.write("more");
    expect(await asked.end()).toBe(Buffer.concat([whole, ping, half, rest]).toString("latin1") + passed);
  });

  it("ends connections whose target is not there, and tells the target what the client ends", async () => {
    const gone = await CutProxy.start(new URL("ws://127.0.0.1:1/"));
    closers.push(() => gone.close());
    expect(gone.url.protocol).toBe("ws:");
    const refused = await ask(gone);
    expect(await refused.end()).toBe("");
    const { proxy, ends } = await start(upgraded);
    const asked = await ask(proxy);
    await asked.until(upgraded);
    asked.socket.end();
    await vi.waitFor(() => expect(ends).toEqual(["fin"]));
  });

  it("lets a client of HTTP through, with bodies both ways", async () => {
    const server = createHttpServer((request, response) => void request.pipe(response)).listen(0, "127.0.0.1");
    await once(server, "listening");
    closers.push(() => server.close());
    const proxy = await CutProxy.start(new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
    closers.push(() => proxy.close());
    const body = "x".repeat(1_000_000);
    const answer = await fetch(proxy.url, { method: "POST", body, headers: { Connection: "close" } });
    expect(await answer.text()).toBe(body);
  });
});
