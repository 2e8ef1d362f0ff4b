import type { GapFrame, MessageFrame } from "../frames/frames.gen.js";
import type { Context } from "./context.js";
import { Track } from "./track.js";

/** The user's own channel, which holds without being asked for: `welcome` says from where, `hello` says how far we are. */
export class Inbox extends Track {
  constructor(
    readonly context: Context,
    channel: string,
    /** Only a new `hello` can ask for what is missing here. */
    readonly onHole: () => void,
  ) {
    super(channel);
  }

  protected override tell(frame: MessageFrame | GapFrame): void {
    const epoch = this.position?.epoch;
    // Whoever is told knows no subscription, whose epoch a frame may leave out.
    this.context.emit({ type: "direct", frame: frame.type === "message" && epoch ? { epoch, ...frame } : frame });
  }

  protected override hole(): void {
    this.onHole();
  }
}
