import type { ServerFrame } from "@parlance/protocol";
import { CborError, decodeCbor, encodeCbor } from "@parlance/protocol/cbor";
import type { Json, JsonObject } from "../../json/json.js";
import { parseJson } from "../../json/parse-json.js";
import { valueDefect } from "../../json/value-defect.js";
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
  /** Reads the frames of a message, each once it is asked for. Throws an error that says what is wrong with the rest of it. */
  decode(message: Buffer): Iterable<Json | RefusedFrame>;
}

/** A frame that was read and holds what no frame may; what comes behind it is in order. */
export class RefusedFrame {
  readonly reason: string;
  /** What the client is answered by: the frame's own id, if it has one. */
  readonly answeredBy: JsonObject;

  constructor(reason: string, frame: unknown) {
    const id: unknown = typeof frame === "object" && frame !== null && "id" in frame ? frame.id : undefined;
    this.reason = reason;
    this.answeredBy = typeof id === "number" ? { id } : {};
  }
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
      const defect = valueDefect(frame);
      yield defect === undefined ? (frame as Json) : new RefusedFrame(defect, frame);
    }
  },
};
