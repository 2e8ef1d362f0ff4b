import type { IncomingMessage, Server } from "node:http";
import { WebSocketServer } from "ws";

/** What a peer's server does with a connection. `send` sends a text frame. */
export interface FrameHandlers {
  opened?(send: (text: string) => void, request: IncomingMessage): void;
  frame(text: string, send: (text: string) => void): void;
}

/** Serves text frames over WebSocket, in whatever sub-protocol the client asks for. */
export function serveFrames(server: Server, { opened, frame }: FrameHandlers): void {
  const sockets = new WebSocketServer({
    server,
    perMessageDeflate: false,
    handleProtocols: (protocols) => [...protocols][0] ?? false,
  });
  sockets.on("connection", (socket, request) => {
    const send = (text: string): void => socket.send(text);
    opened?.(send, request);
    socket.on("message", (data) => frame(data.toString(), send));
  });
}
