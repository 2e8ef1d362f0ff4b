import type { IncomingMessage } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { WebSocketServer } from "ws";
import type { ServedSocket } from "./serve-socket.js";
import { serveSocket } from "./serve-socket.js";

/** A WebSocket server on this machine that answers as `MemoryTransport` does; closed when the test is over. */
export class SocketServer {
  readonly sockets: (ServedSocket & { readonly request: IncomingMessage })[] = [];
  readonly url: string;

  private constructor(url: string) {
    this.url = url;
  }

  /** `refuse`: the HTTP status that upgrades are answered with. */
  static async start({ refuse }: { readonly refuse?: number } = {}): Promise<SocketServer> {
    const http = createServer((_, response) => void response.writeHead(426).end());
    await new Promise<void>((listening) => http.listen(0, "127.0.0.1", listening));
    const server = new SocketServer(`http://127.0.0.1:${(http.address() as AddressInfo).port}/v1/socket`);
    const verifyClient = (_: unknown, done: (accept: boolean, status?: number) => void): void =>
      done(refuse === undefined, refuse);
    const webSockets = new WebSocketServer({ server: http, verifyClient });
    webSockets.on("connection", (socket, request) => server.sockets.push({ ...serveSocket(socket), request }));
    onTestFinished(async () => {
      for (const { socket } of server.sockets) socket.terminate();
      await new Promise((closed) => http.close(closed));
    });
    return server;
  }
}
