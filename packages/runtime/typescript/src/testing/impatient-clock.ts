import { VirtualClock } from "./virtual-clock.js";

/** A clock whose waits are over at once: each moves it on by as much. For tests in which the length of waits does not matter. */
export class ImpatientClock extends VirtualClock {
  override sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
    const sleeping = super.sleep(milliseconds, signal);
    this.advance(milliseconds);
    return sleeping;
  }
}
