import { decodeFrames, type ServerFrame } from "@parlance/protocol";
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
      const { frames, malformed } = decodeFrames(data);
      for (const frame of frames) sink.frame(frame);
      if (malformed !== null) sink.malformed(malformed);
    },
    onError({ type }) {
      if (type === "max-buffer-size-exceeded") sink.malformed("An event of the stream is longer than 16 Mi characters");
    },
  });
  for await (const text of readText(body)) parser.feed(text);
}
