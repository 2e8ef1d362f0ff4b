import type { ServerResponse } from "node:http";
import type { ByeFrame } from "@parlance/protocol";
import type { Link } from "../../realtime/link.js";
import type { FrameEncoder, OutgoingFrame } from "../../realtime/outgoing-frame.js";
import { Answers } from "./answers.js";
import type { CursorWriter } from "./cursors.js";

/** What one opened stream writes to and tells. */
export interface EventStreamOptions {
  readonly response: ServerResponse;
  /** Writes the head of the answer: the stream begins. */
  readonly begin: () => void;
  /** Nothing was written: the connection was refused, for this reason. */
  readonly refuse: (bye: ByeFrame) => void;
  /** The session was ended for good. */
  readonly ended: (session: string) => void;
  /** Follows the positions, for streams of those who go on by `Last-Event-ID`. */
  readonly cursor?: CursorWriter;
  /** How long such a client waits before it opens the stream again, in milliseconds. */
  readonly retryMs?: number;
}

/** How long a client may take to read what was written before the end. */
const lingerMs = 5_000;
/** Close codes after which no client comes back. */
const finalCodes = { first: 4000, last: 4099 };

/** An `EventSource` tells with `error` that its connection broke, which a listener could not tell from the platform's frame. */
const errorEvent = "error_frame";

/** An event with the frame as its data (HTML section 9.2.5); JSON has no line breaks, so that one line is enough. */
export const eventEncoder: FrameEncoder = {
  encode: (frame) => {
    const name = frame.type === "error" ? errorEvent : frame.type;
    return Buffer.from(`event: ${name}\ndata: ${JSON.stringify(frame)}\n\n`);
  },
};

/** A connection's way to its client over an event stream. What is written in one turn travels together. */
export class EventStream implements Link {
  readonly transport = "sse";
  /** What calls with frames wait for. */
  readonly answers = new Answers();
  /** The close code that ended it. */
  closeCode: number | undefined;
  sentBytes = 0;
  readonly #options: EventStreamOptions;
  #session: string | undefined;
  #bye: ByeFrame | undefined;
  #begun = false;
  #corked = false;

  constructor(options: EventStreamOptions) {
    this.#options = options;
  }

  get bufferedBytes(): number {
    return this.#options.response.writableLength;
  }

  send(frame: OutgoingFrame): void {
    if (this.closeCode !== undefined || this.answers.take(frame)) return;
    const { frame: content } = frame;
    if (content.type === "welcome") this.#session = content.session;
    if (content.type === "bye") this.#bye = content;
    if (!this.#begun && content.type === "bye") return;
    this.#begin();
    const id = this.#options.cursor?.after(content);
    const afterMs = content.type === "bye" && this.#options.cursor !== undefined ? content.afterMs : undefined;
    if (afterMs !== undefined) this.#write(`retry: ${afterMs}\n`);
    if (id !== undefined) this.#write(`id: ${id}\n`);
    this.#write(frame.encodedBy(eventEncoder));
  }

  cut(): void {
    this.#options.response.destroy();
  }

  close(code: number): void {
    if (this.closeCode !== undefined) return;
    this.closeCode = code;
    this.answers.end();
    const { response, refuse, ended } = this.#options;
    if (this.#session !== undefined && code >= finalCodes.first && code <= finalCodes.last) ended(this.#session);
    if (!this.#begun && this.#bye !== undefined) {
      refuse(this.#bye);
      return;
    }
    // Before the end: Node would put what is corked behind it.
    this.#flush();
    response.end();
    // Who does not read does not see the end either.
    setTimeout(() => response.destroy(), lingerMs).unref();
  }

  #begin(): void {
    if (this.#begun) return;
    this.#begun = true;
    const { begin, retryMs } = this.#options;
    begin();
    if (retryMs !== undefined) this.#write(`retry: ${retryMs}\n`);
  }

  #write(chunk: Uint8Array | string): void {
    const { response } = this.#options;
    this.sentBytes += chunk.length;
    if (!this.#corked) {
      this.#corked = true;
      response.cork();
      process.nextTick(() => this.#flush());
    }
    response.write(chunk);
  }

  #flush(): void {
    if (!this.#corked) return;
    this.#corked = false;
    this.#options.response.uncork();
  }
}
