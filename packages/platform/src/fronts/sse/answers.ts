import type { ServerFrame } from "@parlance/protocol";
import type { OutgoingFrame } from "../../realtime/outgoing-frame.js";

interface Waiting {
  readonly ids: Set<number>;
  readonly frames: OutgoingFrame[];
  readonly done: () => void;
}

/** The answers that a call waits for, taken out of what goes to the event stream. */
export class Answers {
  #waiting: readonly Waiting[] = [];

  /**
   * Takes the answers to these requests from now on. `frames` resolves to them once all are there, once the stream ends, or
   * once `stop` is called; what comes later goes to the stream.
   */
  collect(ids: Iterable<number>): { readonly frames: Promise<readonly OutgoingFrame[]>; readonly stop: () => void } {
    const frames: OutgoingFrame[] = [];
    let stop = (): void => undefined;
    const collected = new Promise<readonly OutgoingFrame[]>((resolve) => {
      const waiting: Waiting = { ids: new Set(ids), frames, done: () => resolve(frames) };
      stop = () => this.#finish(waiting);
      this.#waiting = [...this.#waiting, waiting];
      if (waiting.ids.size === 0) stop();
    });
    return { frames: collected, stop };
  }

  /** Whether somebody waited for this frame. */
  take(outgoing: OutgoingFrame): boolean {
    if (this.#waiting.length === 0) return false;
    const id = answeredId(outgoing.frame);
    const waiting = id === undefined ? undefined : this.#waiting.find(({ ids }) => ids.has(id));
    if (id === undefined || waiting === undefined) return false;
    waiting.frames.push(outgoing);
    waiting.ids.delete(id);
    if (waiting.ids.size === 0) this.#finish(waiting);
    return true;
  }

  /** No more answers will come. */
  end(): void {
    for (const waiting of this.#waiting) this.#finish(waiting);
  }

  #finish(waiting: Waiting): void {
    this.#waiting = this.#waiting.filter((each) => each !== waiting);
    waiting.done();
  }
}

function answeredId(frame: ServerFrame): number | undefined {
  return frame.type === "ok" || frame.type === "error" ? frame.id : undefined;
}
