import type { ServerFrame } from "@parlance/protocol";
import type { Json } from "../../json/json.js";
import { parseJson } from "../../json/parse-json.js";
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
