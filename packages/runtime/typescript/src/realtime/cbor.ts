import { decodeCborFrames, encodeCborBatches } from "@parlance/protocol/cbor";
import type { Codec } from "./codec.js";

/**
 * Frames as CBOR (RFC 8949), for `RealtimeOptions.codec`: a fifth smaller than JSON, and bytes (`Uint8Array`) stay bytes. JSON is
 * quicker to read.
 */
export const cborCodec: Codec = {
  protocol: "parlance.v1.cbor",
  encode: encodeCborBatches,
  decode: (message) =>
    typeof message === "string"
      ? { frames: [], malformed: "The message is text." }
      : decodeCborFrames(new Uint8Array(message)),
};
