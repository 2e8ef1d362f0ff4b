import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import type { SessionError } from "@parlance/protocol";
import type { ClientOptions } from "ws";
import { WebSocket } from "ws";
import { readRefusal } from "../http-refusal.js";
import type { WebSocketConstructor } from "../web-socket.js";

/** Largest message that is read, as for streams of HTTP. */
const maxPayload = 16 * 1024 * 1024;
/** How long a server that does not answer a close keeps the socket, and with it the process. */
const closeTimeout = 1_000;

class NodeWebSocket extends WebSocket {
  refusal: SessionError | undefined;

  constructor(url: string, protocols: string[], headers: Readonly<Record<string, string>> = {}) {
    // `closeTimeout` is of ws 8.19, its types are older.
    const options: ClientOptions & { readonly closeTimeout: number } = {
      headers,
      perMessageDeflate: false,
      maxPayload,
      closeTimeout,
    };
    super(url, protocols, options);
    this.on("unexpected-response", (_, response) => void this.#refused(response));
  }

  /** The server answered, and not with an upgrade. Who listens to that has to end the socket. */
  async #refused(response: IncomingMessage): Promise<void> {
    const { statusCode: status = 0, headers } = response;
    const retryAfter = headers["retry-after"];
    const body = Readable.toWeb(response) as Response["body"];
    const refusal = await readRefusal({
      status,
      headers: new Headers({ ...(retryAfter && { "Retry-After": retryAfter }) }),
      body,
    });
    this.refusal = refusal.error;
    this.terminate();
  }
}

/** `ws`: it is quicker than Node's own, and there from Node 22 on. Its types differ from the standard's in name only. */
export const PlatformWebSocket = NodeWebSocket as unknown as WebSocketConstructor;
