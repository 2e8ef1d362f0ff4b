const first = 500;
const most = 8_000;

/** Full jitter: a random wait between 0 and 0.5 s, 1 s, 2 s … 8 s, in milliseconds. `retry` counts from 1. */
export function backOff(retry: number): number {
  return Math.random() * Math.min(most, first * 2 ** (retry - 1));
}
