import { createParser, type EventSourceParser } from "eventsource-parser";
import { Client } from "undici";
import type { NotOpened } from "../raw-socket.js";

/** A server-sent event (WHATWG HTML section 9.2). */
export interface StreamEvent {
  readonly data: string;
  readonly type?: string;
  /** What this event itself has as `id`. */
  readonly id?: string;
}

/** What a stream tells. */
export interface StreamListener {
  readonly onEvent: (event: StreamEvent) => void;
  /** What makes it a stream that cannot be read, with the line that does if there is one; once for each reason. */
  readonly onBroken: (reason: string, line: string) => void;
  /** Once, if it was open. */
  readonly onEnd: (end: { readonly byTester: boolean; readonly reason: string }) => void;
}

/** What opening a stream takes. */
export interface StreamOptions extends StreamListener {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** The last event's, to go on behind it. */
  readonly lastId?: string;
  readonly timeoutMs: number;
}

/** Characters of one event; a larger one ends the stream. */
const maxEvent = 8 * 1024 * 1024;
const mediaType = "text/event-stream";

/** An event stream that is read strictly: what other readers pass over is told as broken. */
export class EventStream {
  readonly #client: Client;
  readonly #options: StreamOptions;
  readonly #broken = new Set<string>();
  #byTester = false;
  #abandoned = false;

  private constructor(options: StreamOptions) {
    this.#options = options;
    const { timeoutMs } = options;
    // Nothing may come for as long as it likes.
    this.#client = new Client(options.url.origin, {
      bodyTimeout: 0,
      headersTimeout: timeoutMs,
      connectTimeout: timeoutMs,
    });
  }

  /** Opens a stream. Never throws for what a server does. */
  static async open(options: StreamOptions): Promise<EventStream | NotOpened> {
    const stream = new EventStream(options);
    const { url, headers, lastId } = options;
    try {
      const answer = await stream.#client.request({
        method: "GET",
        path: url.pathname + url.search,
        headers: {
          ...headers,
          accept: mediaType,
          "cache-control": "no-store",
          ...(lastId !== undefined && { "last-event-id": lastId }),
        },
      });
      const { statusCode: status } = answer;
      if (status !== 200) {
        await stream.#client.destroy();
        return { status, message: `The stream was answered with ${status}.` };
      }
      stream.#named(String(answer.headers["content-type"] ?? ""));
      void stream.#read(answer.body);
      return stream;
    } catch (error) {
      await stream.#client.destroy();
      return { message: error instanceof Error ? error.message : String(error) };
    }
  }

  /** Ends it, which is told. */
  async close(): Promise<void> {
    this.#byTester = true;
    await this.#client.destroy();
  }

  /** Ends it; nothing more is told. */
  abandon(): void {
    this.#abandoned = true;
    void this.#client.destroy();
  }

  #named(type: string): void {
    if (!/^text\/event-stream\s*(?:;\s*charset="?utf-8"?\s*)?$/iu.test(type))
      this.#tellBroken(type === "" ? "it has no media type" : `its media type is ${type}`, "");
  }

  async #read(body: AsyncIterable<Uint8Array>): Promise<void> {
    const parser = this.#parser();
    const decoder = new TextDecoder("utf-8", { fatal: true });
    let reason = "";
    try {
      for await (const chunk of body) parser.feed(decoder.decode(chunk, { stream: true }));
    } catch (error) {
      if (error instanceof TypeError) this.#tellBroken("it is not UTF-8", "");
      reason = error instanceof Error ? error.message : String(error);
    }
    await this.#client.destroy();
    if (!this.#abandoned) this.#options.onEnd({ byTester: this.#byTester, reason });
  }

  #parser(): EventSourceParser {
    return createParser({
      maxBufferSize: maxEvent,
      onEvent: ({ data, event, id }) => {
        if (this.#abandoned) return;
        this.#options.onEvent({ data, ...(event !== undefined && { type: event }), ...(id !== undefined && { id }) });
      },
      onError: (error) => {
        if (error.type === "unknown-field") this.#tellBroken(`there is no field ${error.field}`, error.line ?? "");
        if (error.type === "invalid-retry") this.#tellBroken(`${error.value} is no time to wait`, error.line ?? "");
        if (error.type === "max-buffer-size-exceeded")
          this.#tellBroken(`an event has more than ${maxEvent} characters`, "");
      },
    });
  }

  #tellBroken(reason: string, line: string): void {
    if (this.#abandoned || this.#broken.has(reason)) return;
    this.#broken.add(reason);
    this.#options.onBroken(reason, line);
  }
}
