import { isFinal } from "./final-state.js";
import type { RealtimeSession } from "./realtime-session.js";

/** Calls `wake` after so long, or as soon as the client has ended; never once the function it returns was called. */
export function later({ timers, listeners }: RealtimeSession, milliseconds: number, wake: () => void): () => void {
  const cancel = (): void => {
    cancelTimer();
    stopState();
  };
  const run = (): void => {
    cancel();
    wake();
  };
  const cancelTimer = timers.schedule(milliseconds, run);
  const stopState = listeners.on("state", (state) => isFinal(state) && run());
  return cancel;
}
