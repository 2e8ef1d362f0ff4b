import type { EventSourceMessage } from "eventsource-parser";
import { createParser } from "eventsource-parser";
import { DecodeError } from "../errors/decode-error.js";
import { bufferLimit, readText } from "./read-text.js";

/** What a stream of server-sent events says about itself. */
export interface EventControls {
  readonly onId: (id: string) => void;
  /** Milliseconds to wait before opening again. */
  readonly onRetry: (milliseconds: number) => void;
}

/** The events of a body (HTML section 9.2). An event that the end of the body cuts off is dropped, as the standard says. */
export async function* readEvents(
  body: ReadableStream<Uint8Array>,
  controls: EventControls,
): AsyncGenerator<EventSourceMessage, void, undefined> {
  let events: EventSourceMessage[] = [];
  let overflow = false;
  const parser = createParser({
    maxBufferSize: bufferLimit,
    onEvent: (event) => void events.push(event),
    onRetry: controls.onRetry,
    onError: (error) => (overflow ||= error.type === "max-buffer-size-exceeded"),
  });
  for await (const text of readText(body)) {
    parser.feed(text);
    if (overflow) throw new DecodeError({ message: "An event of the stream is longer than 16 Mi characters", text });
    const ready = events;
    events = [];
    for (const event of ready) {
      // Told when the event is handed over, so that a break in between goes on after the last one that was.
      if (event.id !== undefined) controls.onId(event.id);
      yield event;
    }
  }
}
