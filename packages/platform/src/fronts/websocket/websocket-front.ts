import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { FastifyInstance } from "fastify";
import { WebSocket, WebSocketServer, type RawData } from "ws";
import { isJsonObject, type Json } from "../../json/json.js";
import { PlatformError, problem } from "../../problem/platform-error.js";
import type { Connection } from "../../realtime/connection.js";
import type { Hub } from "../../realtime/hub.js";
import { refuseMethod } from "../refuse-method.js";
import { cborCodec, type FrameCodec, jsonCodec, RefusedFrame } from "./frame-codec.js";
import { SocketLink, type Outbox } from "./socket-link.js";

/** What the front is made of. */
export interface WebSocketFrontOptions {
  readonly hub: Hub;
  /** The path of the contract's `socket` channel. */
  readonly path: string;
  /** The sub-protocols of the contract; the first is assumed if a client names none. */
  readonly subprotocols: readonly string[];
  readonly frameBytes: number;
}

/** A WebSocket with its connection, so that all sockets share their listeners: at thousands of them closures weigh. */
class ClientSocket extends WebSocket {
  connection: Connection | undefined;
  way: SocketLink | undefined;
}

const codecs = new Map<string, FrameCodec>([jsonCodec, cborCodec].map((codec) => [codec.subprotocol, codec]));
/** The class of the sockets, and how long a client may take to answer the closing handshake. */
const ours = { WebSocket: ClientSocket, closeTimeout: 2000 };
const capability = "batch";

/** Frames over WebSockets (RFC 6455). `ws` does the framing; compression is off, because it costs 200 KiB for each connection. */
export class WebSocketFront implements Outbox {
  readonly #options: WebSocketFrontOptions;
  readonly #server: WebSocketServer;
  readonly #sockets = new Set<ClientSocket>();
  #dirty: SocketLink[] = [];

  constructor(options: WebSocketFrontOptions) {
    this.#options = options;
    for (const name of options.subprotocols) {
      if (!codecs.has(name)) throw new Error(`The contract names the sub-protocol "${name}", which has no codec.`);
    }
    this.#server = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      maxPayload: options.frameBytes,
      ...ours,
      handleProtocols: (offered) => options.subprotocols.find((name) => offered.has(name)) ?? false,
    });
  }

  /** Adds the path to the HTTP server, for who asks without an upgrade. */
  mount(app: FastifyInstance): void {
    const { path, subprotocols } = this.#options;
    app.route({
      method: [...app.supportedMethods],
      url: path,
      config: { front: "websocket" },
      handler: (request, reply) => {
        const refused = refuseMethod(request, reply, ["GET"]);
        if (refused !== undefined) return refused;
        const message = `Open a WebSocket here, with the sub-protocol ${subprotocols.join(" or ")}.`;
        throw problem("upgrade_required", message, { headers: { Upgrade: "websocket", Connection: "Upgrade" } });
      },
    });
  }

  /** Takes a request to upgrade if its path is the socket's. Says whether it did. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean {
    const [path] = (request.url ?? "").split("?");
    if (path !== this.#options.path) return false;
    const offered = request.headers["sec-websocket-protocol"] !== undefined;
    this.#server.handleUpgrade(request, socket, head, (client) => {
      if (client instanceof ClientSocket) this.#accept(client, offered);
    });
    return true;
  }

  note(link: SocketLink): void {
    this.#dirty.push(link);
    if (this.#dirty.length === 1) setImmediate(() => this.#flush());
  }

  /** Resolves when every socket is closed; after `patienceMs` the rest is cut. The hub has sent everybody away before. */
  async close(patienceMs: number): Promise<void> {
    this.#flush();
    const gone = [...this.#sockets].map((socket) => new Promise((resolve) => socket.once("close", resolve)));
    const patience = setTimeout(() => {
      for (const socket of this.#sockets) socket.terminate();
    }, patienceMs);
    await Promise.all(gone);
    clearTimeout(patience);
  }

  #accept(socket: ClientSocket, offered: boolean): void {
    const { hub, subprotocols } = this.#options;
    const codec = codecs.get(socket.protocol) ?? jsonCodec;
    const link = new SocketLink(socket, { codec, outbox: this });
    const connection = hub.connect(link);
    socket.connection = connection;
    socket.way = link;
    this.#sockets.add(socket);
    socket.on("message", takeMessage);
    socket.on("error", ignore);
    socket.on("close", this.#closed);
    if (offered && socket.protocol === "") {
      const message = `The platform speaks ${subprotocols.join(" and ")}. Update the SDK.`;
      connection.end("unsupported_version", { message });
    }
  }

  /** One function for all sockets; `this` is the socket. */
  readonly #closed = this.#forget();

  #forget(): (this: WebSocket, code: number) => void {
    const sockets = this.#sockets;
    return function closed(code): void {
      if (!(this instanceof ClientSocket)) return;
      sockets.delete(this);
      this.connection?.closed(code);
    };
  }

  #flush(): void {
    const links = this.#dirty;
    this.#dirty = [];
    for (const link of links) link.flush();
  }
}

/** A broken socket is closed by `ws`, which tells it as `close`. */
function ignore(): void {}

function takeMessage(this: WebSocket, data: RawData, isBinary: boolean): void {
  if (!(this instanceof ClientSocket)) return;
  const { connection, way } = this;
  if (connection === undefined || way === undefined) return;
  const message = Buffer.isBuffer(data) ? data : Buffer.concat([data].flat().map((part) => new Uint8Array(part)));
  if (isBinary !== way.codec.binary) {
    connection.refuse(`Frames of ${way.codec.subprotocol} are ${way.codec.binary ? "binary" : "text"}.`);
    return;
  }
  try {
    for (const frame of way.codec.decode(message)) {
      if (frame instanceof RefusedFrame) {
        connection.refuse(frame.reason, frame.answeredBy);
        continue;
      }
      if (connection.state.status === "awaiting hello") way.batch = wantsBatch(frame);
      connection.receive(frame);
    }
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    connection.refuse(error.message);
  }
}

/** Whether a hello says that several frames may come in one message. */
function wantsBatch(frame: Json): boolean {
  const capabilities = isJsonObject(frame) ? frame["capabilities"] : undefined;
  return Array.isArray(capabilities) && capabilities.includes(capability);
}
