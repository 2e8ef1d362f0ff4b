import type { GapFrame, Inbox as InboxStart, MessageFrame, Position } from "../frames/frames.gen.js";
import type { Context } from "./context.js";
import { type Audience, Track } from "./track.js";

/** The user's own channel, which holds without being asked for: `welcome` says from where, `hello` says how far we are. */
export class Inbox implements Audience {
  #track: Track | null = null;

  constructor(
    readonly context: Context,
    /** Only a new `hello` can ask for what is missing here. */
    readonly hole: () => void,
  ) {}

  get position(): Position | null {
    return this.#track?.position ?? null;
  }

  begin(start: InboxStart | null): void {
    if (start === null) {
      this.#track = null;
      return;
    }
    if (this.#track?.channel !== start.channel) this.#track = new Track(start.channel, this);
    this.#track.begin(start);
  }

  /** The track, if the channel is this one. */
  find(channel: string): Track | null {
    return this.#track?.channel === channel ? this.#track : null;
  }

  broken(): void {
    if (this.#track !== null) this.#track.listening = false;
  }

  message(frame: MessageFrame): void {
    this.context.emit({ type: "direct", frame });
  }

  gap(frame: GapFrame): void {
    this.context.emit({ type: "direct", frame });
  }
}
