// Stock socket.io-client against the real socket.io server. WebSocket only, as the others.
import { Server } from "socket.io";
import { io } from "socket.io-client";
import type { Peer } from "./peer.ts";

/** socket.io 4.8.4. */
export const peer: Peer = {
  async connect({ port, listener }) {
    const socket = io(`http://127.0.0.1:${port}`, { transports: ["websocket"], forceNew: true });
    socket.on("connect", () => listener.connected());
    socket.on("message", (data: unknown) => listener.message(data));
    await new Promise<void>((resolve) => socket.once("ready", resolve));
    return { close: () => void socket.close() };
  },

  serve(server) {
    const sockets = new Server(server, { serveClient: false });
    sockets.on("connection", (socket) => socket.emit("ready"));
  },

  // 4: an Engine.IO message; 2: a Socket.IO event.
  encode: (message) => `42${JSON.stringify(["message", message])}`,
};
