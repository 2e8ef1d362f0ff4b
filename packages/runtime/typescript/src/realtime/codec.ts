import type { ClientFrame, Decoded, ServerFrame } from "@parlance/protocol";
import { decodeFrames, encodeBatches } from "@parlance/protocol";

/** Turns frames into messages of a transport and back. */
export interface Codec {
  /** The WebSocket sub-protocol that names it. */
  readonly protocol: string;
  /** Writes frames into as few messages as keep within so many bytes; a larger frame goes alone. */
  encode(frames: readonly ClientFrame[], frameBytes: number): readonly (string | Uint8Array<ArrayBuffer>)[];
  /** Reads one or several frames. Never throws. */
  decode(message: string | ArrayBuffer): Decoded<ServerFrame>;
}

/** Frames as JSON text, the default. */
export const jsonCodec: Codec = {
  protocol: "parlance.v1.json",
  encode: encodeBatches,
  decode: (message) =>
    typeof message === "string" ? decodeFrames(message) : { frames: [], malformed: "The message is binary." },
};
