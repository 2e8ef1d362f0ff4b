import type { Random } from "./random.js";
import type { Timeline } from "./timeline.js";

/** What one end of a line is told. */
export interface LineEnd {
  received(text: string): void;
  closed(code: number, reason: string): void;
}

/** How bad the network is. Times in milliseconds. */
export interface Weather {
  readonly minLatency: number;
  readonly maxLatency: number;
}

type Direction = "up" | "down";

/** A connection between a client and the server, as TCP gives it: in order, and possibly dead without anybody knowing. */
export class Line {
  readonly #timeline: Timeline;
  readonly #random: Random;
  readonly #ends: { up?: LineEnd; down?: LineEnd } = {};
  /** When the last piece of a direction arrives: what is sent later arrives later. */
  readonly #arrival = { up: 0, down: 0 };
  /** Directions in which everything vanishes. */
  readonly #holes = new Set<Direction>();
  readonly #weather: Weather;
  #open = true;

  constructor(options: { readonly timeline: Timeline; readonly random: Random; readonly weather: Weather }) {
    this.#timeline = options.timeline;
    this.#random = options.random;
    this.#weather = options.weather;
  }

  get open(): boolean {
    return this.#open;
  }

  /** Who hears what the server sends. */
  onClient(end: LineEnd): void {
    this.#ends.down = end;
  }

  /** Who hears what the client sends. */
  onServer(end: LineEnd): void {
    this.#ends.up = end;
  }

  send(direction: Direction, text: string): void {
    this.#carry(direction, (end) => end.received(text));
  }

  /** A close with a code, which the other end learns after everything sent before. */
  close(direction: Direction, code: number, reason: string): void {
    if (!this.#open) return;
    this.#carry(direction, (end) => {
      this.#open = false;
      end.closed(code, reason);
    });
  }

  /** Breaks the line: what is under way is lost, and both ends learn of it, each in its own time. */
  cut(): void {
    if (!this.#open) return;
    this.#open = false;
    for (const direction of ["up", "down"] as const) {
      const end = this.#ends[direction];
      this.#timeline.after(this.#latency(), () => end?.closed(1006, ""));
    }
  }

  /** From now on everything in this direction vanishes, and nobody is told. */
  swallow(direction: Direction): void {
    this.#holes.add(direction);
  }

  /** Holds back everything in this direction for a while; it stays in order. */
  stall(direction: Direction, milliseconds: number): void {
    this.#arrival[direction] = Math.max(this.#arrival[direction], this.#timeline.now()) + milliseconds;
  }

  #carry(direction: Direction, arrive: (end: LineEnd) => void): void {
    if (this.#holes.has(direction)) return;
    const at = Math.max(this.#timeline.now() + this.#latency(), this.#arrival[direction]);
    this.#arrival[direction] = at;
    this.#timeline.at(at, () => {
      const end = this.#ends[direction];
      if (this.#open && end !== undefined && !this.#holes.has(direction)) arrive(end);
    });
  }

  #latency(): number {
    return this.#random.between(this.#weather.minLatency, this.#weather.maxLatency);
  }
}
