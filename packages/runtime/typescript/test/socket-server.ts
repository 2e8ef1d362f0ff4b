import type { IncomingMessage } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { ClientFrame } from "@parlance/protocol";
import { decodeFrames } from "@parlance/protocol";
import { decodeCborFrames, encodeCborBatches } from "@parlance/protocol/cbor";
import { onTestFinished } from "vitest";
import { type WebSocket, WebSocketServer } from "ws";
import { systemTimers } from "../src/realtime/timers.js";
import { jsonCodec } from "../src/realtime/codec.js";
import { MemoryConnection } from "../src/testing/memory-connection.js";

/** One socket of a client, and the texts it sent. */
export interface ServedSocket {
  readonly socket: WebSocket;
  readonly request: IncomingMessage;
  readonly texts: readonly string[];
  readonly connection: MemoryConnection;
}

/** A WebSocket server on this machine that answers as `MemoryTransport` does; closed when the test is over. */
export class SocketServer {
  readonly sockets: ServedSocket[] = [];
  readonly url: string;

  private constructor(url: string) {
    this.url = url;
  }

  /** `refuse`: the HTTP status that upgrades are answered with. */
  static async start({ refuse }: { readonly refuse?: number } = {}): Promise<SocketServer> {
    const http = createServer((_, response) => void response.writeHead(426).end());
    await new Promise<void>((listening) => http.listen(0, "127.0.0.1", listening));
    const server = new SocketServer(`http://127.0.0.1:${(http.address() as AddressInfo).port}/v1/socket`);
    const webSockets = new WebSocketServer({
      server: http,
      verifyClient: (_, done) => done(refuse === undefined, refuse),
    });
    webSockets.on("connection", (socket, request) => server.#serve(socket, request));
    onTestFinished(async () => {
      for (const { socket } of server.sockets) socket.terminate();
      await new Promise((closed) => http.close(closed));
    });
    return server;
  }

  #serve(socket: WebSocket, request: IncomingMessage): void {
    const texts: string[] = [];
    const cbor = socket.protocol === "parlance.v1.cbor";
    const connection = new MemoryConnection(
      { url: this.url, codec: jsonCodec, timers: systemTimers, frameBytes: () => 65_536 },
      {
        opened: () => undefined,
        frame: (frame) => socket.send(cbor ? (encodeCborBatches([frame], 65_536)[0] ?? "") : JSON.stringify(frame)),
        malformed: (text) => socket.send(text),
        closed: (code, reason) => socket.close(code, reason),
      },
      { offsets: new Map() },
    );
    this.sockets.push({ socket, request, texts, connection });
    socket.on("message", (data: Buffer) => {
      const text = String(data);
      texts.push(text);
      connection.send((cbor ? decodeCborFrames<ClientFrame>(new Uint8Array(data)) : decodeFrames<ClientFrame>(text)).frames);
    });
  }
}
