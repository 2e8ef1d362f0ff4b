import type { GapFrame, MessageFrame, Position } from "../frames/frames.gen.js";

/** Where a subscription begins, as `ok` and `welcome.inbox` say. */
export interface Start {
  readonly epoch: string;
  readonly offset: number;
  readonly recovered: "yes" | "no" | "none";
}

/** An `ok` is of any shape; a position that is none would poison all that follows. */
export function isStart(frame: object): frame is Start {
  return "epoch" in frame && typeof frame.epoch === "string" && "offset" in frame && typeof frame.offset === "number";
}

/**
 * The position of one subscription or of the inbox, and what may be told from there: exactly what follows it. What is at or before it is a
 * duplicate, anything further shows a hole.
 */
export abstract class Track {
  /** The epoch and the offset of the last message told. Two members, because a message moves only one of them. */
  #epoch: string | null = null;
  #offset = 0;
  /** Whether frames count: from the answer on, until something is asked again or the connection is lost. */
  listening = false;
  /** Holes since the last message: a server that does not fill them must not be asked in a circle. */
  protected holes = 0;
  /** Where a loss begins that the server announced and has not told yet. */
  #owed: Position | null = null;

  constructor(
    readonly channel: string,
    since?: Position,
  ) {
    if (since !== undefined) this.#move(since);
  }

  /** Tells a message, or that some are missing. */
  protected abstract tell(frame: MessageFrame | GapFrame): void;

  /** Something is missing between the position and what came. Nothing more is told until `begin`. */
  protected abstract hole(): void;

  /** That of the last message or gap told; null before the first answer. Where a loss begins, as long as that is not told. */
  get position(): Position | null {
    return this.#owed ?? (this.#epoch === null ? null : { epoch: this.#epoch, offset: this.#offset });
  }

  /** The server says where it begins. */
  begin(start: Start): void {
    const had = this.position;
    const whole = had === null || (start.recovered === "yes" && start.epoch === had.epoch);
    this.listening = true;
    this.#owed = whole ? null : had;
    this.#move(whole && had !== null ? had : start);
  }

  message(frame: MessageFrame): void {
    if (!this.listening) return;
    if (this.#owed !== null) this.#tellGap(this.#owed);
    const { offset, epoch } = frame;
    if (offset === undefined || this.follow(frame)) return this.tell(frame);
    if (offset <= this.#offset && this.#knows(epoch)) return;
    this.listening = false;
    this.holes += 1;
    this.hole();
  }

  /** Moves to a message that is exactly what follows, and returns true; else nothing is done. */
  follow({ offset, previous, epoch }: MessageFrame): boolean {
    if (offset === undefined || !this.listening || this.#owed !== null || !this.#knows(epoch)) return false;
    // What lies between `previous` and `offset` is not of this subscription, so a `previous` from before is no hole.
    if (offset <= this.#offset || (previous ?? offset - 1) > this.#offset) return false;
    this.#offset = offset;
    this.holes = 0;
    return true;
  }

  gap(frame: GapFrame): void {
    if (!this.listening) return;
    this.#owed = null;
    // A gap that was told before must not lead back to what was told since.
    if (frame.to.epoch !== this.#epoch || frame.to.offset > this.#offset) this.#move(frame.to);
    this.tell(frame);
  }

  /** Everything missed has come. */
  live(): void {
    if (this.#owed !== null) this.#tellGap(this.#owed);
  }

  #knows(epoch: string | undefined): boolean {
    return epoch === undefined || epoch === this.#epoch;
  }

  #move({ epoch, offset }: Position): void {
    this.#epoch = epoch;
    this.#offset = offset;
  }

  /** The server announced a loss, by `recovered: no` or a new epoch, and went on without its `gap`. */
  #tellGap(from: Position): void {
    this.#owed = null;
    const to = this.position ?? from;
    const reason = from.epoch === to.epoch ? "history_exceeded" : "epoch_changed";
    this.tell({ type: "gap", channel: this.channel, from, to, reason });
  }
}
