import { WebSocket } from "ws";

/** What one connection may bring; it is given up beyond, for all that came is kept until the scenario is judged. */
const [mostMessages, mostBytes] = [10_000, 64 * 1024 * 1024];

/** Bytes of a message; a larger one ends the connection. */
const maxPayload = 8 * 1024 * 1024;
/** Milliseconds that closing may take. */
const closingMs = 1000;

/** What a socket tells. */
export interface SocketEvents {
  readonly onMessage: (data: string | Uint8Array) => void;
  /** Once, if it was open. */
  readonly onClose: (closed: { readonly code: number; readonly reason: string; readonly byTester: boolean }) => void;
}

/** What opening a socket takes. */
export interface SocketOptions extends SocketEvents {
  readonly url: URL;
  readonly protocols?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}

/** Why a socket was not opened: the status that was answered, or none. */
export interface NotOpened {
  readonly status?: number;
  readonly message: string;
}

/** A WebSocket (RFC 6455) whose messages are told one by one, from the very first. */
export class RawSocket {
  readonly #socket: WebSocket;
  #byTester = false;
  #abandoned = false;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  /** Opens a socket. Never throws for what a server does. */
  static open(options: SocketOptions): Promise<RawSocket | NotOpened> {
    const { url, protocols = [], headers = {}, timeoutMs, onMessage, onClose } = options;
    const socket = new WebSocket(url, [...protocols], { headers, handshakeTimeout: timeoutMs, maxPayload });
    const raw = new RawSocket(socket);
    return new Promise((settle) => {
      let isOpen = false;
      let error: string | undefined;
      socket.on("open", () => {
        isOpen = true;
        settle(raw);
      });
      socket.on("unexpected-response", (request, { statusCode = 0 }) => {
        settle({ status: statusCode, message: `The handshake was answered with ${statusCode}.` });
        request.destroy();
      });
      socket.on("error", ({ message }) => {
        error = message;
        if (!isOpen) settle({ message });
      });
      const room = { messages: mostMessages, bytes: mostBytes };
      socket.on("message", (data: Buffer, isBinary) => {
        room.messages -= 1;
        room.bytes -= data.byteLength;
        if (room.messages < 0 || room.bytes < 0) {
          raw.#byTester = true;
          return socket.terminate();
        }
        if (!raw.#abandoned) onMessage(isBinary ? new Uint8Array(data) : data.toString());
      });
      socket.on("close", (code, reason) => {
        if (!isOpen) return settle({ message: error ?? `It was closed with ${code}.` });
        if (!raw.#abandoned) onClose({ code, reason: reason.toString() || (error ?? ""), byTester: raw.#byTester });
      });
    });
  }

  get isOpen(): boolean {
    return this.#socket.readyState === WebSocket.OPEN;
  }

  /** Sends a message; one to a socket that is no longer open is lost. */
  send(data: string | Uint8Array): void {
    if (this.isOpen) this.#socket.send(data, () => undefined);
  }

  /** A ping and its pong (RFC 6455, section 5.5): what was sent before has been read. Over when the socket is, or after the time. */
  async roundTrip(timeoutMs: number): Promise<void> {
    const socket = this.#socket;
    if (!this.isOpen) return;
    await new Promise<void>((over) => {
      const done = () => {
        clearTimeout(timer);
        socket.off("pong", done);
        socket.off("close", done);
        over();
      };
      const timer = setTimeout(done, timeoutMs);
      socket.on("pong", done);
      socket.on("close", done);
      socket.ping();
    });
  }

  /** Closes in order, or without after a while. */
  async close(): Promise<void> {
    const socket = this.#socket;
    if (socket.readyState === WebSocket.CLOSED) return;
    this.#byTester = true;
    await new Promise<void>((closed) => {
      const timer = setTimeout(() => socket.terminate(), closingMs);
      socket.once("close", () => {
        clearTimeout(timer);
        closed();
      });
      socket.close(1000);
    });
  }

  /** Ends it at once; nothing more is told. */
  abandon(): void {
    this.#abandoned = true;
    this.#socket.terminate();
  }
}
