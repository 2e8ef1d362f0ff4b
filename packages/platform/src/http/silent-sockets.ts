import type { IncomingMessage, Server } from "node:http";
import type { Socket } from "node:net";

/**
 * The sockets of an HTTP server from which no request has come yet. `closeIdleConnections` of Node leaves them alone, so that somebody
 * who connects and says nothing would hold up the end of the platform.
 */
export class SilentSockets {
  readonly #sockets = new Set<Socket>();
  #ended = false;

  constructor(server: Server) {
    const spoke = ({ socket }: IncomingMessage): void => this.#forget(socket);
    server.on("connection", (socket: Socket) => this.#add(socket));
    server.on("request", spoke);
    server.on("upgrade", spoke);
  }

  /** Cuts the sockets that have not sent a byte, and each that still comes: nothing is lost with them. */
  end(): void {
    this.#ended = true;
    for (const socket of this.#sockets) if (socket.bytesRead === 0) socket.destroy();
  }

  #add(socket: Socket): void {
    if (this.#ended) return void socket.destroy();
    this.#sockets.add(socket);
    socket.on("close", this.#closed);
  }

  /** One function for all sockets, and only until they speak: at thousands of them closures weigh. */
  readonly #closed = this.#onClose();

  #onClose(): (this: Socket) => void {
    const sockets = this.#sockets;
    return function closed(): void {
      sockets.delete(this);
    };
  }

  #forget(socket: Socket): void {
    if (this.#sockets.delete(socket)) socket.off("close", this.#closed);
  }
}
