import type { ClientFrame, ServerFrame } from "../frames/frames.gen.js";
import { byteLength } from "./byte-length.js";

/** What was in one message of the transport. */
export interface Decoded<Frame> {
  /** The frames before the first that is none, in order. Their types may be unknown: compare, do not assume. */
  readonly frames: Frame[];
  /** Why the rest is no frame; null if all were read. */
  readonly malformed: string | null;
}

/** Writes frames as JSON, joined by line feeds, which both sides understand with the capability `batch`. */
export function encodeFrames(frames: readonly (ClientFrame | ServerFrame)[]): string {
  return frames.length === 1 ? JSON.stringify(frames[0]) : frames.map((each) => JSON.stringify(each)).join("\n");
}

/**
 * Writes frames as few messages of the transport as keep within the server's `limits.frameBytes`. A frame that is larger
 * goes alone, so that its refusal concerns nothing else.
 */
export function encodeBatches(frames: readonly (ClientFrame | ServerFrame)[], frameBytes: number): string[] {
  const batches: string[] = [];
  let batch = "";
  let room = 0;
  for (const frame of frames) {
    const text = JSON.stringify(frame);
    const bytes = byteLength(text);
    if (batch !== "" && bytes + 1 <= room) {
      batch += `\n${text}`;
      room -= bytes + 1;
    } else {
      if (batch !== "") batches.push(batch);
      batch = text;
      room = frameBytes - bytes;
    }
  }
  if (batch !== "") batches.push(batch);
  return batches;
}

/** Reads one or several frames. Never throws: what is no frame is said in `malformed`. */
export function decodeFrames<Frame extends ClientFrame | ServerFrame = ServerFrame>(text: string): Decoded<Frame> {
  const frames: Frame[] = [];
  let start = 0;
  while (start < text.length) {
    const feed = text.indexOf("\n", start);
    const end = feed === -1 ? text.length : feed;
    // A line feed inside a frame is always escaped, so lines are frames; an empty one is the end of the last.
    if (end > start) {
      const frame = parse(start === 0 && end === text.length ? text : text.slice(start, end));
      if (typeof frame === "string") return { frames, malformed: frame };
      frames.push(frame as Frame);
    }
    start = end + 1;
  }
  return frames.length === 0 ? { frames, malformed: "The message is empty." } : { frames, malformed: null };
}

/** The frame, or why it is none. */
function parse(text: string): object | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return "The frame is not JSON.";
  }
  return isFrame(value) ? value : "The frame is not an object with a `type`.";
}

/** Whether a value has what all frames have in common. What else a type needs is for whoever reads that type. */
export function isFrame(value: unknown): value is { readonly type: string } {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}
