/** Where the realtime half reads the time and waits. Tests hand in `VirtualClock` of `@parlance/runtime/testing`. */
export interface Timers {
  /** Milliseconds since 1970. It goes on while the host sleeps: that is how a sleep is noticed. */
  now(): number;
  /** Calls `wake` once after so many milliseconds, unless the function it returns was called before. */
  schedule(milliseconds: number, wake: () => void): () => void;
}

/** The machine's clock. */
export const systemTimers: Timers = {
  now: () => Date.now(),
  schedule(milliseconds, wake) {
    const timer = setTimeout(wake, milliseconds);
    return () => clearTimeout(timer);
  },
};
