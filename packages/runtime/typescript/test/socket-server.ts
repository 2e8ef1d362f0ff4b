import type { IncomingMessage, Server } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import type { VerifyClientCallbackAsync } from "ws";
import { WebSocketServer } from "ws";
import type { ServedSocket } from "./serve-socket.js";
import { serveSocket } from "./serve-socket.js";

/** An answer in place of an upgrade. */
export interface Answer {
  readonly status: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A WebSocket server on this machine that answers as `MemoryTransport` does; closed when the test is over. */
export class SocketServer {
  readonly sockets: (ServedSocket & { readonly request: IncomingMessage })[] = [];
  readonly url: string;
  readonly #http: Server;

  private constructor(url: string, http: Server) {
    this.url = url;
    this.#http = http;
  }

  /** Breaks all connections and takes no more. */
  async stop(): Promise<void> {
    for (const { socket } of this.sockets) socket.terminate();
    await new Promise((closed) => this.#http.close(closed));
  }

  /** `refuse`: what upgrades are answered with. */
  static async start({ refuse }: { readonly refuse?: Answer } = {}): Promise<SocketServer> {
    const http = createServer((_, response) => void response.writeHead(426).end());
    await new Promise<void>((listening) => http.listen(0, "127.0.0.1", listening));
    const server = new SocketServer(`http://127.0.0.1:${(http.address() as AddressInfo).port}/v1/socket`, http);
    const verifyClient: VerifyClientCallbackAsync = (_, done) =>
      done(refuse === undefined, refuse?.status, refuse?.body, refuse?.headers);
    const webSockets = new WebSocketServer({ server: http, verifyClient });
    webSockets.on("connection", (socket, request) => server.sockets.push({ ...serveSocket(socket), request }));
    onTestFinished(() => server.stop());
    return server;
  }
}
