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
  async open({ subscribed }) {
    server.listen({ port: 0, host: "127.0.0.1", backlog: 4096 });
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    return { port, path: "/", protocol: null, application: null, subscribed, frames: 0 };
  },

  publish(first, count) {
    for (let id = first; id < first + count; id++) {
      const text = JSON.stringify(messageOf(id));
      for (const socket of sockets.clients) socket.send(text);
    }
  },
};
