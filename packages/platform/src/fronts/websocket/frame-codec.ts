import type { ServerFrame } from "@parlance/protocol";
import { CborError, decodeCbor, encodeCbor } from "@parlance/protocol/cbor";
import type { Json } from "../../json/json.js";
import { parseJson } from "../../json/parse-json.js";
import { problem } from "../../problem/platform-error.js";
import type { FrameEncoder } from "../../realtime/outgoing-frame.js";

/** How frames are written on one sub-protocol. */
export interface FrameCodec extends FrameEncoder {
  /** The sub-protocol of `specs/asyncapi.yaml` that speaks it. */
  readonly subprotocol: string;
  /** Whether a message of the transport is binary. */
  readonly binary: boolean;
  /** Stands between frames that travel in one message. */
  readonly separator: Uint8Array;
  /** Reads the frames of a message, each once it is asked for. Throws an error that says what is wrong. */
  decode(message: Buffer): Iterable<Json>;
}

/** JSON, with line feeds between frames. */
export const jsonCodec: FrameCodec = {
  subprotocol: "parlance.v1.json",
  binary: false,
  separator: Buffer.from("\n"),
  encode: (frame: ServerFrame) => Buffer.from(JSON.stringify(frame)),
  *decode(message) {
    for (const line of message.toString("utf8").split("\n")) yield parseJson(line);
  },
};

/** CBOR (RFC 8949), one frame behind the other (RFC 8742). Messages reach clients of both codecs, so they hold what JSON can. */
export const cborCodec: FrameCodec = {
  subprotocol: "parlance.v1.cbor",
  binary: true,
  separator: new Uint8Array(),
  encode: (frame: ServerFrame) => encodeCbor([frame]),
  *decode(message) {
    let frames: readonly unknown[];
    try {
      frames = decodeCbor(message);
    } catch (cause) {
      if (!(cause instanceof CborError)) throw cause;
      throw problem("bad_frame", `The message is not CBOR: ${cause.message}`, { cause });
    }
    for (const frame of frames) {
      if (!isJson(frame)) throw problem("bad_frame", "A frame holds only what JSON can hold. Send bytes as text.");
      yield frame;
    }
  },
};

/** The decoder has bounded the depth. */
function isJson(value: unknown): value is Json {
  if (value === null || typeof value === "string" || typeof value === "boolean") return true;
  if (typeof value === "number") return Number.isFinite(value);
  if (Array.isArray(value)) return value.every(isJson);
  const plain = typeof value === "object" && Object.getPrototypeOf(value) === Object.prototype;
  return plain && Object.values(value).every(isJson);
}
