// Bare `ws` and a loop over its clients.
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocketServer } from "ws";
import { messageOf } from "../message.ts";
import type { Front } from "../processes/front.ts";

const server = createServer();
const sockets = new WebSocketServer({ server, perMessageDeflate: false });
// What any server listens to.
sockets.on("connection", (socket) => socket.on("message", () => undefined).on("close", () => undefined));

/** The base line. */
export const front: Front = {
  async open() {
    server.listen({ port: 0, host: "127.0.0.1", backlog: 4096 });
    await once(server, "listening");
    return { port: (server.address() as AddressInfo).port, path: "/", protocol: null, hellos: [], frames: 0 };
  },

  publish(first, count) {
    for (let id = first; id < first + count; id++) {
      const text = JSON.stringify(messageOf(id));
      for (const socket of sockets.clients) socket.send(text);
    }
  },
};
