import type { ClientFrame } from "@parlance/protocol";
import { decodeFrames, encodeFrames } from "@parlance/protocol";
import { decodeCborFrames, encodeCborBatches } from "@parlance/protocol/cbor";
import type { WebSocket } from "ws";
import { jsonCodec } from "../src/realtime/codec.js";
import { systemTimers } from "../src/realtime/timers.js";
import type { MemoryTransportOptions } from "../src/testing/memory-connection.js";
import { MemoryConnection } from "../src/testing/memory-connection.js";

const frameBytes = 65_536;

/** A socket whose client is answered as by a `MemoryTransport`, and the texts it sent. */
export interface ServedSocket {
  readonly socket: WebSocket;
  readonly texts: readonly string[];
  readonly connection: MemoryConnection;
}

/** Answers the frames that come over a socket. */
export function serveSocket(socket: WebSocket, options: MemoryTransportOptions = {}): ServedSocket {
  const texts: string[] = [];
  const cbor = socket.protocol === "parlance.v1.cbor";
  const connection = new MemoryConnection(
    { url: "", codec: jsonCodec(), timers: systemTimers, frameBytes: () => frameBytes },
    {
      opened: () => undefined,
      frames: (frames) => socket.send(cbor ? (encodeCborBatches(frames, frameBytes)[0] ?? "") : encodeFrames(frames)),
      malformed: (text) => socket.send(text),
      closed: (code, reason) => (code === 1006 ? socket.terminate() : socket.close(code, reason)),
    },
    { offsets: new Map(), ...options },
  );
  socket.on("message", (data: Buffer) => {
    const text = String(data);
    texts.push(text);
    const { frames } = cbor ? decodeCborFrames<ClientFrame>(new Uint8Array(data)) : decodeFrames<ClientFrame>(text);
    connection.send(frames);
  });
  return { socket, texts, connection };
}
