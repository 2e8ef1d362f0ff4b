import { STATUS_CODES, type IncomingMessage, type Server } from "node:http";
import type { Duplex } from "node:stream";
import type { Ids } from "../ids.js";
import { problem } from "../problem/platform-error.js";
import { problemBody } from "../problem/problem-body.js";

/** Takes a request to upgrade if its path is its own. Says whether it did. */
export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean;

/** Hands requests to upgrade to the front whose path they name; the others are answered as a wrong path is. */
export function serveUpgrades(server: Server, upgrades: readonly Upgrade[], ids: Ids): void {
  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (upgrades.some((upgrade) => upgrade(request, socket, head))) return;
    const refusal = problem("route_not_found", "No WebSocket has this path. Check the path and the address.");
    const [path = "/"] = (request.url ?? "/").split("?");
    const requestId = ids("req");
    const body = JSON.stringify(problemBody(refusal, { requestId, path }));
    const lines = [
      `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status]}`,
      "Content-Type: application/problem+json",
      `Content-Length: ${Buffer.byteLength(body)}`,
      `Request-Id: ${requestId}`,
      "Connection: close",
    ];
    socket.on("error", () => socket.destroy());
    // Nobody else would: a client that never closes its half would stay for good, and keep the platform from closing.
    socket.once("finish", () => socket.destroy());
    socket.end(`${lines.join("\r\n")}\r\n\r\n${body}`);
  });
}
