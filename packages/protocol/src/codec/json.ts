import type { ClientFrame, MessageFrame, ServerFrame } from "../frames/frames.gen.js";
import type { MessageReader } from "./message-reader.js";

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
 * Writes frames as few messages of the transport as surely keep within the server's `limits.frameBytes`, counting three
 * bytes for each character (RFC 3629). A frame that is larger goes alone, so that its refusal concerns nothing else.
 */
export function encodeBatches(frames: readonly (ClientFrame | ServerFrame)[], frameBytes: number): string[] {
  const batches: string[] = [];
  for (const frame of frames) {
    const text = JSON.stringify(frame);
    const joined = `${batches.at(-1)}\n${text}`;
    if (batches.length > 0 && joined.length * 3 <= frameBytes) batches[batches.length - 1] = joined;
    else batches.push(text);
  }
  return batches;
}

/**
 * Reads one or several frames. Never throws: what is no frame is said in `malformed`. A client that receives many messages brings
 * a reader of its connection, which makes the same of them in less time.
 */
export function decodeFrames<Frame extends ClientFrame | ServerFrame = ServerFrame>(
  text: string,
  messages?: MessageReader,
): Decoded<Frame> {
  const frames: Frame[] = [];
  let malformed: string | null = null;
  try {
    // A line feed inside a frame is always escaped, so lines are frames; an empty one is the end of the last.
    for (let from = 0, end = 0; from < text.length; from = end + 1) {
      end = text.indexOf("\n", from);
      if (end === -1) end = text.length;
      if (end === from) continue;
      const value = parse(text, from, end, messages);
      if (!isFrame(value)) return { frames, malformed: "The frame is not an object with a `type`." };
      frames.push(value as unknown as Frame);
    }
    if (frames.length === 0) malformed = "The message is empty.";
  } catch {
    malformed = "The frame is not JSON.";
  }
  return { frames, malformed };
}

/** One line of a text. */
function parse(text: string, from: number, end: number, messages: MessageReader | undefined): unknown {
  try {
    const message = messages?.read(text, from, end);
    if (message !== undefined) return message;
  } catch {
    // What follows the beginning is not as it was written before.
  }
  const value: unknown = JSON.parse(text.slice(from, end));
  if (isFrame(value) && value.type === "message") messages?.note(value as MessageFrame);
  return value;
}

/** Whether a value has what all frames have in common. What else a type needs is for whoever reads that type. */
export function isFrame(value: unknown): value is { readonly type: string } {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}
