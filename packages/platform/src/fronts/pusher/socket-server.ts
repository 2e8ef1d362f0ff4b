import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer, type WebSocket } from "ws";
import type { PusherApplication } from "./application.js";
import type { Applications } from "./applications.js";
import type { ConnectionContext, PusherSocket } from "./connection-context.js";
import { errorFrame } from "./frames.js";
import { code, limits, paths, protocolVersions, unsupportedData } from "./protocol.js";
import { PusherConnection } from "./pusher-connection.js";
import { newSocketId } from "./socket-id.js";

/** What sockets are served with. */
export interface SocketServerOptions {
  readonly applications: Applications;
  readonly context: ConnectionContext;
  /** Of all fronts. */
  readonly connectionsPerProject: number;
}

/** How often silent connections are looked for. */
const tickMs = 1000;

/** How long a client may take to answer the closing handshake. `ws` knows the option, its types do not yet. */
const closing = { closeTimeout: 2000 };

const goingDown = "The server goes down. Come back after a while.";

interface Refusal {
  readonly code: number;
  readonly message: string;
}

/** Serves `/app/{key}`: accepts sockets, refuses them with the protocol's own codes, and looks after their heartbeat. */
export class SocketServer {
  readonly #options: SocketServerOptions;
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: limits.frameBytes,
    perMessageDeflate: false,
    ...closing,
  });
  readonly #connections = new Map<PusherConnection, WebSocket>();
  /** Connections of each application, by its key. */
  readonly #counts = new Map<string, number>();
  readonly #timer: NodeJS.Timeout;
  #closing = false;

  constructor(options: SocketServerOptions) {
    this.#options = options;
    this.#timer = setInterval(() => {
      for (const connection of this.#connections.keys()) connection.tick();
    }, tickMs).unref();
  }

  /** Takes a request to upgrade if its path is one of Pusher's. Says whether it did. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean {
    const url = URL.parse(request.url ?? "", "ws://localhost");
    if (url === null || !url.pathname.startsWith(paths.socket)) return false;
    // Until `ws` has the socket nobody else listens, and an error that nobody hears ends the process.
    const ignore = (): void => void socket.destroy();
    socket.on("error", ignore);
    this.#judge(url).then(
      (verdict) => {
        socket.off("error", ignore);
        this.#server.handleUpgrade(request, socket, head, (webSocket) => this.#accept(webSocket, { url, verdict }));
        return undefined;
      },
      (error: unknown) => {
        this.#options.context.failed(error);
        socket.destroy();
      },
    );
    return true;
  }

  /**
   * Sends every client away and resolves when all have gone; after `patienceMs` the rest is cut. They come back after a while: the
   * first attempt that finds nobody would make `pusher-js` wait for 15 seconds.
   */
  async close(patienceMs: number): Promise<void> {
    this.#closing = true;
    clearInterval(this.#timer);
    const sockets = [...this.#server.clients];
    const gone = sockets.map((socket) => closed(socket));
    for (const connection of this.#connections.keys()) connection.end(code.overCapacity, goingDown);
    const patience = setTimeout(() => {
      for (const socket of sockets) socket.terminate();
    }, patienceMs).unref();
    await Promise.all(gone);
    clearTimeout(patience);
    this.#server.close();
  }

  /** Finds the application, or says why there is no connection. */
  async #judge(url: URL): Promise<PusherApplication | Refusal> {
    const key = url.pathname.slice(paths.socket.length);
    const version = url.searchParams.get("protocol");
    if (this.#closing) return { code: code.overCapacity, message: goingDown };
    if (key.includes("/")) return { code: code.pathNotFound, message: "Path not found. Connect to /app/{key}." };
    if (version === null) return { code: code.noVersion, message: "No protocol version supplied." };
    if (!/^\d{1,9}$/u.test(version)) return { code: code.invalidVersion, message: "Invalid version string format." };
    if (!protocolVersions.has(version))
      return {
        code: code.unsupportedVersion,
        message: `Unsupported protocol version. Use ${[...protocolVersions].join(", ")}.`,
      };
    const application = await this.#options.applications.find(key);
    if (application === undefined) return { code: code.applicationUnknown, message: "The application does not exist." };
    if (application.settings.enabled === false)
      return { code: code.applicationDisabled, message: "The application is disabled." };
    if ((this.#counts.get(key) ?? 0) >= (application.settings.maxConnections ?? Infinity))
      return { code: code.overConnectionQuota, message: "The application is over its connection quota." };
    const { context, connectionsPerProject } = this.#options;
    if (context.connections.count(application.project) >= connectionsPerProject)
      return { code: code.overCapacity, message: "The project has as many connections as it may. Come back later." };
    return application;
  }

  #accept(
    webSocket: WebSocket,
    { url, verdict }: { readonly url: URL; readonly verdict: PusherApplication | Refusal },
  ): void {
    // `ws` closes by itself after an error, such as a frame that is too large; there is nothing to add.
    webSocket.on("error", () => undefined);
    if ("code" in verdict) {
      webSocket.send(errorFrame(verdict.message, verdict.code));
      webSocket.close(verdict.code, verdict.message);
      return;
    }
    const connection = new PusherConnection({
      application: verdict,
      socketId: newSocketId(),
      client: { name: param(url, "client"), version: param(url, "version") },
      socket: socketOf(webSocket),
      context: this.#options.context,
    });
    this.#connections.set(connection, webSocket);
    this.#count(verdict.key, 1);
    webSocket.on("message", (data: Buffer, isBinary) => {
      if (isBinary) webSocket.close(unsupportedData, "Send text.");
      else connection.receive(data.toString());
    });
    webSocket.on("ping", () => connection.seen());
    webSocket.on("pong", () => connection.seen());
    webSocket.on("close", () => {
      connection.closed();
      this.#connections.delete(connection);
      this.#count(verdict.key, -1);
    });
  }

  #count(key: string, change: number): void {
    const count = (this.#counts.get(key) ?? 0) + change;
    if (count === 0) this.#counts.delete(key);
    else this.#counts.set(key, count);
  }
}

function socketOf(webSocket: WebSocket): PusherSocket {
  return {
    get bufferedBytes() {
      return webSocket.bufferedAmount;
    },
    send: (text) => {
      if (webSocket.readyState === webSocket.OPEN) webSocket.send(text);
    },
    close: (closeCode, reason) => webSocket.close(closeCode, reason),
  };
}

/** Resolves when a socket is closed. */
function closed(socket: WebSocket): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  if (socket.readyState === socket.CLOSED) resolve();
  else socket.once("close", () => resolve());
  return promise;
}

/** What the library says of itself, cut to what a connection shows. */
function param(url: URL, name: string): string {
  return (url.searchParams.get(name) ?? "unknown").slice(0, 100);
}
