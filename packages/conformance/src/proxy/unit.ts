import { frameBytes, opcodes } from "./frame-bytes.js";
import { jsonFrames, type FrameFormat } from "./frame-format.js";
import type { Direction, WireFrame } from "./rule.js";

/** What travels and what rules are about: a frame with its encoding, or some bytes. */
export interface Unit {
  readonly direction: Direction;
  /** As it would be passed on. */
  readonly bytes: Buffer;
  /** How many of them come before the payload. */
  readonly headerBytes: number;
  readonly frame?: WireFrame;
  /** Another frame, or text that is none, in the same encoding. */
  readonly encode: (frame: WireFrame | string, direction: Direction) => Buffer;
}

/** A message of a WebSocket that travels. */
export interface Message {
  readonly direction: Direction;
  readonly data: Buffer;
  readonly opcode: number;
  readonly format: FrameFormat;
}

/** The message as units: one for each frame, or one if it holds something else. */
export function unitsOf({ direction, data, opcode, format }: Message): readonly Unit[] {
  const encode = (value: WireFrame | string, to: Direction): Buffer =>
    frameBytes(typeof value === "string" ? Buffer.from(value) : format.encode([value]), opcode, to);
  const unit = (payload: Buffer, frame: WireFrame | undefined): Unit => {
    const bytes = frameBytes(payload, opcode, direction);
    const headerBytes = bytes.length - payload.length;
    return { direction, bytes, headerBytes, encode, ...(frame !== undefined && { frame }) };
  };
  const frames = format.decode(data) ?? [];
  if (frames.length < 2) return [unit(data, frames[0])];
  return frames.map((frame) => unit(format.encode([frame]), frame));
}

/** Bytes of a connection that is no WebSocket. */
export function bytesUnit(direction: Direction, bytes: Buffer): Unit {
  return { direction, bytes, headerBytes: 0, encode: (value) => Buffer.from(String(value)) };
}

/** Nothing that travels: what is done to a connection of itself. Frames are JSON there. */
export function emptyUnit(direction: Direction): Unit {
  const encode = (value: WireFrame | string, to: Direction): Buffer =>
    frameBytes(typeof value === "string" ? Buffer.from(value) : jsonFrames.encode([value]), opcodes.text, to);
  return { direction, bytes: Buffer.alloc(0), headerBytes: 0, encode };
}

/** An answer to the frame of a unit, with its id. */
export function answerTo({ frame }: Unit, answer: WireFrame): WireFrame {
  return frame?.["id"] === undefined ? answer : { id: frame["id"], ...answer };
}

/** The bytes of a unit with one byte of the payload inverted. */
export function corrupted({ bytes, headerBytes }: Unit, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[headerBytes + at] = (copy[headerBytes + at] ?? 0) ^ 0xff;
  return copy;
}

/** The bytes in pieces: up to a place and the rest, or each by itself. */
export function pieces({ bytes }: Unit, at: number | "each"): readonly Buffer[] {
  if (at !== "each") return [bytes.subarray(0, at), bytes.subarray(at)];
  return [...bytes.keys()].map((index) => bytes.subarray(index, index + 1));
}
