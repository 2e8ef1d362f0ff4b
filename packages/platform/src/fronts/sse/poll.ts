import type { ByeFrame, ServerFrame } from "@parlance/protocol";
import { highWaterBytes } from "../../realtime/high-water.js";
import type { Link } from "../../realtime/link.js";
import type { FrameEncoder, OutgoingFrame } from "../../realtime/outgoing-frame.js";
import type { CursorWriter } from "./cursors.js";

/** What one poll wants. */
export interface PollOptions {
  readonly cursor: CursorWriter;
  /** How many subscriptions it asks for: it is not answered before each has caught up or was refused. */
  readonly subscriptions: number;
  /** Whether the caller has no cursor yet: it is answered as soon as there is one. */
  readonly first: boolean;
}

/** What a poll is answered with. */
export interface Polled {
  readonly lines: readonly Uint8Array[];
  /** Where the next poll goes on. */
  readonly cursor: string | undefined;
  /** Why the connection ended, if it did. */
  readonly bye: ByeFrame | undefined;
}

/** Most bytes of one answer, unless a single frame is longer. The next poll goes on behind what was told. */
const answerBytes = 524_288;

/** A frame as a line. */
export const lineEncoder: FrameEncoder = { encode: (frame) => Buffer.from(`${JSON.stringify(frame)}\n`) };

/** A connection's way to a client that polls: frames are gathered until there is something to tell. */
export class Poll implements Link {
  readonly transport = "sse";
  /** Resolves once there is something to tell, or `finish` was called. */
  readonly polled: Promise<Polled>;
  readonly #options: PollOptions;
  readonly #lines: Uint8Array[] = [];
  #resolve: (polled: Polled) => void = () => undefined;
  #bytes = 0;
  /** Subscriptions that have not caught up yet. */
  #behind: number;
  #news: boolean;
  #cursor: string | undefined;
  #bye: ByeFrame | undefined;
  #finished = false;

  constructor(options: PollOptions) {
    this.#options = options;
    this.#behind = options.subscriptions;
    this.#news = options.first;
    this.polled = new Promise((resolve) => (this.#resolve = resolve));
  }

  /** What was gathered is what the client has not taken: a long replay then stops instead of filling the memory. */
  get bufferedBytes(): number {
    return this.#finished ? 0 : this.#bytes;
  }

  get sentBytes(): number {
    return this.#bytes;
  }

  send(outgoing: OutgoingFrame): void {
    if (this.#finished) return;
    const { frame } = outgoing;
    const line = outgoing.encodedBy(lineEncoder);
    if (this.#bytes > 0 && this.#bytes + line.byteLength > answerBytes) return this.finish();
    this.#lines.push(line);
    this.#bytes += line.byteLength;
    this.#cursor = this.#options.cursor.after(frame) ?? this.#cursor;
    this.#note(frame);
    // What is published in one go is told in one go; a long replay goes on with the next poll.
    if (this.#news && (this.#behind <= 0 || this.#bytes > highWaterBytes)) setImmediate(() => this.finish());
  }

  cut(): void {
    this.finish();
  }

  close(): void {
    this.finish();
  }

  /** Answers with what there is. */
  finish(): void {
    this.#finished = true;
    this.#resolve({ lines: this.#lines, cursor: this.#cursor, bye: this.#bye });
  }

  #note(frame: ServerFrame): void {
    switch (frame.type) {
      case "welcome":
        if (frame.inbox !== null) this.#behind += 1;
        return;
      case "ok":
      case "ping":
        return;
      case "live":
        this.#behind -= 1;
        return;
      case "error":
        if (frame.id !== undefined) this.#behind -= 1;
        this.#news = true;
        return;
      case "bye":
        this.#bye = frame;
        return;
      default:
        this.#news = true;
    }
  }
}
