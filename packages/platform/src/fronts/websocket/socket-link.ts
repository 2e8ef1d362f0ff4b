import type { WebSocket } from "ws";
import type { Link } from "../../realtime/link.js";
import type { OutgoingFrame } from "../../realtime/outgoing-frame.js";
import type { FrameCodec } from "./frame-codec.js";

/** What all links of a front share: their frames of one turn leave together at its end. */
export interface Outbox {
  /** Makes `flush` be called at the end of the turn. */
  note(link: SocketLink): void;
}

/** Frames joined in one message of the WebSocket are at most so long together. */
const maxBatchBytes = 65_536;

/** A WebSocket as the hub's way to a client. */
export class SocketLink implements Link {
  readonly transport = "websocket";
  readonly codec: FrameCodec;
  sentBytes = 0;
  /** Whether the client takes several frames in one message. */
  batch = false;
  readonly #socket: WebSocket;
  readonly #outbox: Outbox;
  #waiting: OutgoingFrame[] | undefined;
  #waitingBytes = 0;

  constructor(socket: WebSocket, { codec, outbox }: { readonly codec: FrameCodec; readonly outbox: Outbox }) {
    this.#socket = socket;
    this.codec = codec;
    this.#outbox = outbox;
  }

  get bufferedBytes(): number {
    return this.#socket.bufferedAmount + this.#waitingBytes;
  }

  send(frame: OutgoingFrame): void {
    const { length } = frame.encodedBy(this.codec);
    this.sentBytes += length;
    this.#waitingBytes += length;
    if (this.#waiting === undefined) {
      this.#waiting = [frame];
      this.#outbox.note(this);
    } else {
      this.#waiting.push(frame);
    }
  }

  /** Hands what waits to the socket. */
  flush(): void {
    const frames = this.#waiting;
    if (frames === undefined) return;
    this.#waiting = undefined;
    this.#waitingBytes = 0;
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    const [first] = frames;
    if (frames.length === 1 && first !== undefined) this.#write(first.encodedBy(this.codec));
    else if (this.batch) for (const message of this.#joined(frames)) this.#write(message);
    else for (const frame of frames) this.#write(frame.encodedBy(this.codec));
  }

  cut(): void {
    this.#socket.terminate();
  }

  close(code: number, reason: string): void {
    this.flush();
    this.#socket.close(code, reason);
  }

  #write(bytes: Uint8Array): void {
    this.#socket.send(bytes, { binary: this.codec.binary });
  }

  *#joined(frames: readonly OutgoingFrame[]): Iterable<Uint8Array> {
    let parts: Uint8Array[] = [];
    let bytes = 0;
    for (const frame of frames) {
      const encoded = frame.encodedBy(this.codec);
      if (bytes > 0 && bytes + encoded.length > maxBatchBytes) {
        yield Buffer.concat(parts);
        parts = [];
        bytes = 0;
      }
      if (parts.length > 0) parts.push(this.codec.separator);
      parts.push(encoded);
      bytes += encoded.length;
    }
    yield Buffer.concat(parts);
  }
}
