import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import { EventStream } from "./event-stream.js";

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

const head = { "Content-Type": "text/event-stream" };

/** Opens a stream of a server that answers so; what it told until then is looked at by `told`. */
async function open(
  answer: (response: ServerResponse, request: IncomingMessage) => void,
  options: { readonly lastId?: string; readonly timeoutMs?: number } = {},
) {
  const server = createServer((request, response) => answer(response, request)).listen(0, "127.0.0.1");
  await once(server, "listening");
  closers.push(() => (server.closeAllConnections(), server.close()));
  const told: unknown[] = [];
  const opened = await EventStream.open({
    url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/events?channel=a`),
    headers: { authorization: "Bearer t" },
    timeoutMs: 1000,
    ...options,
    onEvent: (event) => told.push(event),
    onBroken: (reason, line) => told.push({ reason, line }),
    onEnd: (end) => told.push(end),
  });
  return { opened, told };
}

describe("EventStream", () => {
  it("tells events with what they have themselves, however they arrive", async () => {
    const text = "﻿retry: 10\nid: 1\nevent: x\ndata: a\ndata: b\n\n: comment\n\ndata: ü\r\n\r\n";
    const { told } = await open((response) => {
      response.writeHead(200, head);
      for (const byte of Buffer.from(text)) response.write(Buffer.from([byte]));
      response.end();
    });
    await vi.waitFor(() =>
      expect(told).toEqual([{ data: "a\nb", type: "x", id: "1" }, { data: "ü" }, { byTester: false, reason: "" }]),
    );
  });

  it("asks with the last id", async () => {
    let asked: IncomingMessage | undefined;
    await open((response, request) => ((asked = request), response.writeHead(200, head).flushHeaders()), {
      lastId: "7",
    });
    expect(asked?.url).toBe("/events?channel=a");
    expect(asked?.headers).toMatchObject({
      accept: "text/event-stream",
      "last-event-id": "7",
      authorization: "Bearer t",
    });
  });

  it("tells what cannot be read, once", async () => {
    const { told } = await open((response) => {
      response.writeHead(200, { "Content-Type": "text/plain" });
      response.end("note: x\nretry: soon\nnote: x\ndata: 1\n\n");
    });
    await vi.waitFor(() =>
      expect(told).toEqual([
        { reason: "its media type is text/plain", line: "" },
        { reason: "there is no field note", line: "note: x" },
        { reason: "soon is no time to wait", line: "retry: soon" },
        { data: "1" },
        { byTester: false, reason: "" },
      ]),
    );
  });

  it("tells what is not UTF-8", async () => {
    const { told } = await open((response) => response.writeHead(200, head).end(Buffer.from([0x64, 0xff, 0x0a])));
    await vi.waitFor(() => expect(told).toContainEqual({ reason: "it is not UTF-8", line: "" }));
  });

  it("does not open where the answer is none, or does not come", async () => {
    const { opened } = await open((response) => response.writeHead(204).end());
    expect(opened).toEqual({ status: 204, message: "The stream was answered with 204." });
    const { opened: late } = await open(() => undefined, { timeoutMs: 50 });
    expect(late).toHaveProperty("message");
    expect(late).not.toHaveProperty("status");
  });

  it("is ended by either side, or without a word", async () => {
    const begin = (response: ServerResponse) => response.writeHead(200, head).write("data: 1\n\n");
    const closed = await open(begin);
    await vi.waitFor(() => expect(closed.told).toHaveLength(1));
    await (closed.opened as EventStream).close();
    await vi.waitFor(() => expect(closed.told).toContainEqual(expect.objectContaining({ byTester: true })));
    const broken = await open((response) => (begin(response), setImmediate(() => response.destroy())));
    await vi.waitFor(() => expect(broken.told).toContainEqual(expect.objectContaining({ byTester: false })));
    const abandoned = await open(begin);
    await vi.waitFor(() => expect(abandoned.told).toHaveLength(1));
    (abandoned.opened as EventStream).abandon();
    await new Promise((resolve) => setImmediate(resolve));
    expect(abandoned.told).toHaveLength(1);
  });
});
