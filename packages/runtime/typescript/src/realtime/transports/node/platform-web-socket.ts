import type { ClientOptions } from "ws";
import { WebSocket } from "ws";
import type { WebSocketConstructor } from "../web-socket.js";

/** Largest message that is read, as for streams of HTTP. */
const maxPayload = 16 * 1024 * 1024;
/** How long a server that does not answer a close keeps the socket, and with it the process. */
const closeTimeout = 1_000;

class NodeWebSocket extends WebSocket {
  constructor(url: string, protocols: string[]) {
    // `closeTimeout` is of ws 8.19, its types are older.
    const options: ClientOptions & { readonly closeTimeout: number } = {
      perMessageDeflate: false,
      maxPayload,
      closeTimeout,
    };
    super(url, protocols, options);
  }
}

/** `ws`: it is quicker than Node's own, and there from Node 22 on. Its types differ from the standard's in name only. */
export const PlatformWebSocket = NodeWebSocket as unknown as WebSocketConstructor;
