import { Receiver } from "ws";
import { closeBytes, frameBytes, opcodes } from "./frame-bytes.js";
import type { Direction } from "./rule.js";

/** What a direction of a WebSocket carries, told by a parser of `ws`. */
export interface FrameReaderEvents {
  /** A whole message. */
  message(data: Buffer, isBinary: boolean): void;
  /** Ping, pong or close, as bytes to pass on. */
  control(bytes: Buffer): void;
  /** What came breaks RFC 6455. */
  broken(error: Error): void;
}

/** Reads the frames of one direction: gives a function that takes its bytes. */
export function frameReader(direction: Direction, events: FrameReaderEvents): (bytes: Buffer) => void {
  const receiver = new Receiver({ isServer: direction === "toServer", skipUTF8Validation: true });
  receiver.on("message", (data, isBinary) => events.message(data, isBinary));
  receiver.on("ping", (data) => events.control(frameBytes(data, opcodes.ping, direction)));
  receiver.on("pong", (data) => events.control(frameBytes(data, opcodes.pong, direction)));
  receiver.on("conclude", (code, reason) => events.control(closeBytes(code, reason.toString("utf8"), direction)));
  receiver.on("error", (error) => events.broken(error));
  return (bytes) => void receiver.write(bytes);
}
