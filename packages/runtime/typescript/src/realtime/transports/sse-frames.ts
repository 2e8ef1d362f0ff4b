import type { ServerFrame } from "@parlance/protocol";
import { createParser } from "eventsource-parser";
import { bufferLimit, readText } from "../../streams/read-text.js";

/** Where the frames of a stream go. */
export interface FrameSink {
  frame(frame: ServerFrame): void;
  malformed(message: string): void;
}

/** Reads an event stream to its end; each event carries a frame as its data. Rejects when the stream breaks off. */
export async function readFrames(body: ReadableStream<Uint8Array>, sink: FrameSink): Promise<void> {
  const parser = createParser({
    maxBufferSize: bufferLimit,
    onEvent({ data }) {
      const frame = parseFrame(data);
      if (frame === undefined) sink.malformed("An event of the stream holds no frame");
      else sink.frame(frame);
    },
    onError({ type }) {
      if (type === "max-buffer-size-exceeded") sink.malformed("An event of the stream is longer than 16 Mi characters");
    },
  });
  for await (const text of readText(body)) parser.feed(text);
}

/** The session checks the rest: what matters here is that there is a type to tell frames apart by. */
function parseFrame(text: string): ServerFrame | undefined {
  try {
    const value: { readonly type?: unknown } = Object(JSON.parse(text));
    return typeof value.type === "string" ? (value as ServerFrame) : undefined;
  } catch {
    return undefined;
  }
}
