import type { ClientFrame, Decoded, ServerFrame } from "@parlance/protocol";
import { decodeFrames, encodeBatches, MessageReader } from "@parlance/protocol";

/** Turns the frames of one connection into messages of a transport and back. */
export interface Codec {
  /** The WebSocket sub-protocol that names it. */
  readonly protocol: string;
  /** Writes frames into as few messages as keep within so many bytes; a larger frame goes alone. */
  encode(frames: readonly ClientFrame[], frameBytes: number): readonly (string | Uint8Array<ArrayBuffer>)[];
  /** Reads one or several frames. Never throws. */
  decode(message: string | ArrayBuffer): Decoded<ServerFrame>;
}

/** Frames as JSON text, the default; made for each connection. */
export function jsonCodec(): Codec {
  const messages = new MessageReader();
  return {
    protocol: "parlance.v1.json",
    encode: encodeBatches,
    decode: (message) =>
      typeof message === "string"
        ? decodeFrames(message, messages)
        : { frames: [], malformed: "The message is binary." },
  };
}
