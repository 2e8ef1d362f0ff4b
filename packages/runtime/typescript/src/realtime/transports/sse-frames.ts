import { decodeFrames, type ServerFrame } from "@parlance/protocol";
import { bufferLimit, readText } from "../../streams/read-text.js";

/** Where the frames of a stream go. */
export interface FrameSink {
  frame(frame: ServerFrame): void;
  malformed(message: string): void;
}

/**
 * Reads an event stream to its end; each event carries a frame as its data. Rejects when the stream breaks off, or when a line
 * is longer than 16 Mi characters.
 */
export async function readFrames(body: ReadableStream<Uint8Array>, sink: FrameSink): Promise<void> {
  let rest = "";
  let data: string[] = [];
  for await (const text of readText(body)) {
    // A carriage return at the end may be the first half of a line end (HTML section 9.2.5).
    const lines = (rest + text).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? "";
    if (rest.length > bufferLimit) throw new RangeError("A line of the stream is too long");
    for (const line of lines) {
      // The frame says of itself what the other fields say.
      if (line.startsWith("data:")) data.push(line.slice(5));
      else if (line === "" && data.length > 0) {
        // Between frames a line feed has a meaning; within one, a space is as good.
        dispatch(data.join(" "), sink);
        data = [];
      }
    }
  }
}

/** JSON does not mind the space in front of it. */
function dispatch(text: string, sink: FrameSink): void {
  const { frames, malformed } = decodeFrames(text);
  for (const frame of frames) sink.frame(frame);
  if (malformed !== null) sink.malformed(malformed);
}
