import { type Decoded, isFrame } from "../codec/json.js";
import type { ClientFrame, ServerFrame } from "../frames/frames.gen.js";
import { CborError } from "./cbor-error.js";
import { decodeCbor } from "./decode.js";
import { encodeCbor } from "./encode.js";

/** The WebSocket sub-protocol is `parlance.v1.cbor`; several frames are simply one after the other (RFC 8742). */
export function encodeCborBatches(
  frames: readonly (ClientFrame | ServerFrame)[],
  frameBytes: number,
): Uint8Array<ArrayBuffer>[] {
  const batches: Uint8Array<ArrayBuffer>[] = [];
  let batch: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  for (const frame of frames) {
    const encoded = encodeCbor([frame]);
    if (batch.length > 0 && bytes + encoded.length > frameBytes) {
      batches.push(joined(batch, bytes));
      batch = [];
      bytes = 0;
    }
    batch.push(encoded);
    bytes += encoded.length;
  }
  if (batch.length > 0) batches.push(joined(batch, bytes));
  return batches;
}

/** Reads one or several frames. Never throws: what is no frame is said in `malformed`. */
export function decodeCborFrames<Frame extends ClientFrame | ServerFrame = ServerFrame>(
  bytes: Uint8Array,
): Decoded<Frame> {
  try {
    const values = decodeCbor(bytes);
    const frames = values.filter(isFrame) as unknown as Frame[];
    const malformed = frames.length === values.length ? null : "The frame is not a map with a `type`.";
    return { frames, malformed: values.length === 0 ? "The message is empty." : malformed };
  } catch (error) {
    if (error instanceof CborError) return { frames: [], malformed: error.message };
    throw error;
  }
}

function joined(parts: readonly Uint8Array<ArrayBuffer>[], bytes: number): Uint8Array<ArrayBuffer> {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
