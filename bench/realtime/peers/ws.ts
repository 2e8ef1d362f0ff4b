// The base line: the `ws` package and JSON.parse, nothing else.
import { once } from "node:events";
import { WebSocket, WebSocketServer } from "ws";
import type { Peer } from "./peer.ts";

/** Bare `ws`. It does not reconnect. */
export const peer: Peer = {
  async connect({ port, listener }) {
    const socket = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false });
    socket.on("message", (data) => listener.message(JSON.parse(data.toString())));
    await once(socket, "open");
    listener.connected();
    return { close: () => socket.close() };
  },

  serve(server) {
    // Constructed for its side effect: it answers the server's upgrades.
    void new WebSocketServer({ server, perMessageDeflate: false });
  },

  encode: (message) => JSON.stringify(message),
};
