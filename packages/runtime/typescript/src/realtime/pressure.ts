import type { Timers } from "./timers.js";
import type { TransportConnection } from "./transports/transport.js";

const pauseAbove = 256 * 1024;
const resumeBelow = 64 * 1024;
const pollMs = 50;

/** Watches how much of what was sent has not left yet. */
export interface Pressure {
  /** To be called after each send. */
  check(): void;
  stop(): void;
}

/** No platform tells when what was sent has left, so that is looked at while it is much. */
export function watchPressure(
  timers: Timers,
  connection: TransportConnection,
  report: (paused: boolean) => void,
): Pressure {
  let cancel: (() => void) | undefined;
  const poll = (): void => {
    cancel = timers.schedule(pollMs, () => {
      if (connection.bufferedAmount >= resumeBelow) return poll();
      cancel = undefined;
      report(false);
    });
  };
  return {
    check() {
      if (cancel !== undefined || connection.bufferedAmount <= pauseAbove) return;
      poll();
      report(true);
    },
    stop() {
      cancel?.();
    },
  };
}
