import { once } from "node:events";
import { decodeCbor, encodeCbor } from "@parlance/protocol/cbor";
import { WebSocket, type ClientOptions } from "ws";
import type { JsonObject } from "../json/json.js";

/** What a `hello` carries beside its type, id and version. */
type Hello = JsonObject;

/** A WebSocket that speaks frames and waits for those it expects. */
export class TestSocket {
  readonly socket: WebSocket;
  /** The frames that came and were not waited for, the oldest first. */
  readonly #frames: JsonObject[] = [];
  #wake: (() => void) | undefined;
  #id = 1;
  #closed: { code: number; reason: string } | undefined;

  constructor(url: string, options: { readonly protocols?: readonly string[]; readonly ws?: ClientOptions } = {}) {
    this.socket = new WebSocket(url.replace(/^http/u, "ws"), [...(options.protocols ?? [])], options.ws);
    this.socket.on("message", (data: Buffer, isBinary: boolean) => {
      const values = isBinary
        ? decodeCbor(data)
        : data
            .toString("utf8")
            .split("\n")
            .map((line) => JSON.parse(line) as unknown);
      this.#frames.push(...(values as JsonObject[]));
      this.#wake?.();
    });
    this.socket.on("close", (code, reason) => {
      this.#closed = { code, reason: reason.toString("utf8") };
      this.#wake?.();
    });
    this.socket.on("error", () => undefined);
  }

  async opened(): Promise<this> {
    if (this.socket.readyState === WebSocket.CONNECTING) await once(this.socket, "open");
    return this;
  }

  /** Sends a text, bytes, or a frame as the sub-protocol writes it. */
  raw(data: string | Uint8Array | JsonObject): void {
    const ready = typeof data === "string" || data instanceof Uint8Array;
    const cbor = this.socket.protocol.endsWith(".cbor");
    this.socket.send(ready ? data : cbor ? encodeCbor([data]) : JSON.stringify(data));
  }

  /** Sends `hello` and waits for the answer. */
  async hello(hello: Hello): Promise<JsonObject> {
    await this.opened();
    const client = { name: "test", version: "1" };
    const instance = "0d8e5f0d-6a0b-4b53-9d0c-7c2e0c5b1f6d";
    this.raw({ type: "hello", id: this.#id++, version: 1, client, instance, ...hello });
    return this.next("welcome");
  }

  /** Sends a request and waits for its `ok` or `error`. */
  async ask(frame: JsonObject): Promise<JsonObject> {
    const id = this.#id++;
    this.raw({ id, ...frame });
    return this.#take((answer) => answer["id"] === id);
  }

  /** The next frame of a type; those of other types stay. */
  next(type: string): Promise<JsonObject> {
    return this.#take((frame) => frame["type"] === type);
  }

  /** Frames that came and nobody waited for. */
  get pending(): readonly JsonObject[] {
    return this.#frames;
  }

  /** How the socket was closed. */
  async closed(): Promise<{ code: number; reason: string }> {
    while (this.#closed === undefined) await this.#change();
    return this.#closed;
  }

  close(code?: number): void {
    this.socket.close(code);
  }

  async #take(wanted: (frame: JsonObject) => boolean): Promise<JsonObject> {
    for (;;) {
      const index = this.#frames.findIndex(wanted);
      const [frame] = index === -1 ? [] : this.#frames.splice(index, 1);
      if (frame !== undefined) return frame;
      if (this.#closed !== undefined)
        throw new Error(`The socket closed with ${this.#closed.code}; pending: ${JSON.stringify(this.#frames)}`);
      await this.#change();
    }
  }

  #change(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}
