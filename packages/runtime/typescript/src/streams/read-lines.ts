import { DecodeError } from "../errors/decode-error.js";
import { bufferLimit, readText } from "./read-text.js";

/** The lines of a body that are not blank (jsonlines.org; also for record separators, RFC 7464). */
export async function* readLines(body: ReadableStream<Uint8Array>): AsyncGenerator<string, void, undefined> {
  let rest = "";
  for await (const text of readText(body)) {
    const lines = (rest + text).split(/[\n\u001e]/);
    rest = lines.pop() ?? "";
    if (rest.length > bufferLimit)
      throw new DecodeError({ message: "A line of the stream is longer than 16 Mi characters", text: rest });
    for (const line of lines) if (line.trim() !== "") yield line;
  }
  if (rest.trim() !== "") yield rest;
}
