import type { ConnectionState } from "@parlance/protocol";
import { expect, onTestFinished, test, vi } from "vitest";
import { SocketServer } from "../../../test/socket-server.js";
import { cborCodec } from "../cbor.js";
import type { RealtimeOptions } from "../realtime-options.js";
import { Realtime } from "../realtime.js";
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

test("frames are bytes with the codec for CBOR, and bytes stay bytes", async () => {
  const server = await SocketServer.start();
  const realtime = clientOf(server.url, { codec: cborCodec });
  const received: unknown[] = [];
  await realtime.channel("chat").subscribe(({ data }) => received.push(data)).ready;
  const [served] = server.sockets;
  served?.connection.publish("chat", "message", { bytes: new Uint8Array([1, 2]), text: "grüße" });
  await vi.waitFor(() => expect(received).toEqual([{ bytes: new Uint8Array([1, 2]), text: "grüße" }]));
  await realtime.channel("chat").publish("message", new Uint8Array([3]));
  expect(served?.connection.framesOf("publish")).toMatchObject([{ data: new Uint8Array([3]) }]);
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

test("a server that refuses the upgrade, or is not there, is tried again", async () => {
  const refusing = clientOf((await SocketServer.start({ refuse: 503 })).url);
  const absent = clientOf("ws://127.0.0.1:1/v1/socket");
  const unusable = clientOf("ws://platform.test/v1/socket", {
    // An arrow function is no constructor.
    transport: webSocket({ WebSocket: (() => undefined) as unknown as WebSocketConstructor }),
  });
  for (const realtime of [refusing, absent, unusable]) {
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
