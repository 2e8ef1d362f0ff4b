import type { Socket } from "node:net";
import { problem } from "../problem/platform-error.js";
import { problemBody } from "../problem/problem-body.js";

/** Answers what is not HTTP, or has too many headers, and closes the connection: there is no request to go on with. */
export function refuseConnection(error: Error & { readonly code?: string }, socket: Socket, requestId: string): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const detail =
    error.code === "HPE_HEADER_OVERFLOW"
      ? "The request line and headers are longer than 16 KiB."
      : error.code === "ERR_HTTP_REQUEST_TIMEOUT"
        ? "The request did not arrive in time."
        : "The request is not HTTP/1.1.";
  const body = JSON.stringify(problemBody(problem("bad_request", detail, { cause: error }), { requestId, path: "/" }));
  const head = [
    "HTTP/1.1 400 Bad Request",
    "Content-Type: application/problem+json",
    `Content-Length: ${Buffer.byteLength(body)}`,
    `Request-Id: ${requestId}`,
    "Connection: close",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
}
