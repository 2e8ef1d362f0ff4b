import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** An HTTP server on this machine that answers with a text and keeps the last text it was sent. */
export class EchoServer {
  /** The JSON of its answers. */
  answer = "null";
  /** The body of the last request. */
  received = "";
  readonly #server: Server;

  private constructor() {
    this.#server = createServer(async (request, response) => {
      this.received = await text(request);
      response.writeHead(200, { "content-type": "application/json" }).end(this.answer);
    });
  }

  static async start(): Promise<EchoServer> {
    const server = new EchoServer();
    await once(server.#server.listen(0, "127.0.0.1"), "listening");
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
