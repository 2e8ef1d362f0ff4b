import type { Timers } from "../timers.js";
import { type Refusal, readRefusal } from "./http-refusal.js";

/** Where frames go, and who hears of it when they do not arrive. */
export interface UpstreamOptions {
  readonly timers: Timers;
  /** Sends frames, one a line. Rejects when the network fails. */
  readonly post: (body: string) => Promise<Response>;
  readonly refused: (refusal: Refusal) => void;
  readonly failed: (cause: unknown) => void;
}

/** Most characters of one call, unless a single frame is longer. */
const callLimit = 256 * 1024;
/** The wait after a refusal that will pass, if the server names none. */
const waitMs = 1_000;

/** Sends frames in order: one call at a time, with all that waits by then. */
export class Upstream {
  readonly #options: UpstreamOptions;
  #lines: string[] = [];
  #bufferedAmount = 0;
  #started = false;
  #stopped = false;
  #calling = false;
  #cancelWait: (() => void) | undefined;

  constructor(options: UpstreamOptions) {
    this.#options = options;
  }

  /** Characters that the server has not taken yet. */
  get bufferedAmount(): number {
    return this.#bufferedAmount;
  }

  push(line: string): void {
    this.#lines.push(line);
    this.#bufferedAmount += line.length;
  }

  /** From now on there is a session to send to. */
  start(): void {
    this.#started = true;
    this.flush();
  }

  flush(): void {
    if (this.#started && !this.#stopped && !this.#calling && this.#lines.length > 0) void this.#call(this.#take());
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelWait?.();
  }

  #take(): readonly string[] {
    let length = 0;
    const end = this.#lines.findIndex((line, index) => (length += line.length) > callLimit && index > 0);
    return this.#lines.splice(0, end === -1 ? this.#lines.length : end);
  }

  async #call(lines: readonly string[]): Promise<void> {
    this.#calling = true;
    try {
      const response = await this.#options.post(lines.join("\n"));
      if (response.ok) this.#taken(lines, response);
      else this.#refused(lines, await readRefusal(response));
    } catch (cause) {
      if (!this.#stopped) this.#options.failed(cause);
    }
  }

  #taken(lines: readonly string[], { body }: Response): void {
    // Nothing is in it; an unread body would keep the network connection.
    void body?.cancel().catch(() => undefined);
    for (const line of lines) this.#bufferedAmount -= line.length;
    this.#calling = false;
    this.flush();
  }

  /** Nothing of a refused call was carried out, so that it can be made again. */
  #refused(lines: readonly string[], refusal: Refusal): void {
    if (this.#stopped) return;
    if (refusal.status !== 429) {
      this.#options.refused(refusal);
      return;
    }
    this.#cancelWait = this.#options.timers.schedule(refusal.error.afterMs ?? waitMs, () => void this.#call(lines));
  }
}
