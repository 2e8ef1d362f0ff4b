import { setTimeout as sleep } from "node:timers/promises";
import type { Socket } from "node:net";

type Step = { readonly bytes: Buffer } | { readonly run: () => void | Promise<void> };

/** What a lane holds before its source is paused, so that the sender feels a slow reader. */
const highWater = 64 * 1024;
const sliceMs = 20;

/** One direction of a connection: what it is given leaves in order, through whatever slows it down. */
export class Lane {
  readonly #source: Socket;
  readonly #sink: Socket;
  readonly #steps: Step[] = [];
  #buffered = 0;
  #running = false;
  #blackHole = false;
  #held = false;
  readonly #waiting: (() => void)[] = [];
  #bytesPerSecond: number | undefined;

  constructor(source: Socket, sink: Socket) {
    this.#source = source;
    this.#sink = sink;
  }

  /** Sends bytes, once everything before them has left. */
  write(bytes: Buffer): void {
    this.#buffered += bytes.length;
    if (this.#buffered > highWater) this.#source.pause();
    this.#push({ bytes });
  }

  /** Runs once everything before has left; what comes behind waits for it. */
  afterwards(run: () => void | Promise<void>): void {
    this.#push({ run });
  }

  /** Passes on the end of the source, unless the lane is a black hole. */
  end(): void {
    this.afterwards(() => {
      if (!this.#blackHole) this.#sink.end();
    });
  }

  /** Breaks the sink off, as its source was, unless the lane is a black hole. */
  abort(): void {
    this.afterwards(() => {
      if (!this.#blackHole) this.#sink.resetAndDestroy();
    });
  }

  /** Lets what was written leave as a TCP segment of its own. */
  flush(): void {
    this.afterwards(() => new Promise((resolve) => void setImmediate(resolve)));
  }

  /** Waits `ms` milliseconds; what comes behind waits too. */
  delay(ms: number): void {
    this.afterwards(() => sleep(ms));
  }

  /** Holds back everything until `release`. */
  stall(): void {
    this.#held = true;
  }

  release(): void {
    this.#held = false;
    for (const go of this.#waiting.splice(0)) go();
  }

  /** What comes from now on vanishes, an end included. */
  swallow(): void {
    this.#blackHole = true;
  }

  /** Passes at most so many bytes a second. */
  slow(bytesPerSecond: number): void {
    this.#bytesPerSecond = bytesPerSecond;
  }

  #push(step: Step): void {
    this.#steps.push(step);
    if (!this.#running) void this.#run();
  }

  async #run(): Promise<void> {
    this.#running = true;
    for (let step = this.#steps.shift(); step !== undefined; step = this.#steps.shift()) {
      while (this.#held) await new Promise<void>((resolve) => this.#waiting.push(resolve));
      if ("run" in step) await step.run();
      else await this.#send(step.bytes);
    }
    this.#running = false;
  }

  async #send(bytes: Buffer): Promise<void> {
    const slice =
      this.#bytesPerSecond === undefined ? bytes.length : Math.ceil((this.#bytesPerSecond * sliceMs) / 1000);
    for (let at = 0; at < bytes.length; at += slice) {
      if (!this.#blackHole) await this.#writeOut(bytes.subarray(at, at + slice));
      if (this.#bytesPerSecond !== undefined) await sleep(sliceMs);
    }
    this.#buffered -= bytes.length;
    if (this.#buffered <= highWater) this.#source.resume();
  }

  async #writeOut(bytes: Buffer): Promise<void> {
    const sink = this.#sink;
    if (sink.destroyed || sink.writableEnded || sink.write(bytes)) return;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        sink.off("drain", done).off("close", done);
        resolve();
      };
      sink.on("drain", done).on("close", done);
    });
  }
}
