import type { ServerFrame } from "@parlance/protocol";
import { decodeCborFrames, encodeCborBatches } from "@parlance/protocol/cbor";
import type { FrameFormat } from "./frame-format.js";

/** CBOR, one frame after the other (RFC 8742). */
export const cborFrames: FrameFormat = {
  decode(data) {
    const { frames, malformed } = decodeCborFrames(data);
    return malformed === null ? frames.map((frame) => ({ ...frame })) : undefined;
  },
  encode: (frames) => Buffer.concat(encodeCborBatches(frames as unknown as readonly ServerFrame[], Infinity)),
};
