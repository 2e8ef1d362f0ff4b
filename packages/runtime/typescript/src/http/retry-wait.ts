import type { ParlanceError } from "../errors/parlance-error.js";
import { ResponseError } from "../errors/response-error.js";

const firstWait = 500;
const longestWait = 8_000;
/** A wait that a server may ask for; a longer one is given to the caller as the error's `retryAfter`. */
const longestRetryAfter = 60_000;

/** Full jitter: a random wait between 0 and 0.5 s, 1 s, 2 s … 8 s, in milliseconds. `retry` counts from 1. */
export function backOff(retry: number): number {
  return Math.random() * Math.min(longestWait, firstWait * 2 ** (retry - 1));
}

/**
 * Milliseconds to wait before a call is sent again after `error`, or undefined when it must not be: the error is final, or the
 * server asks for a longer wait than there is time `left`.
 */
export function retryWait(error: ParlanceError, retry: number, left: number): number | undefined {
  const response = error instanceof ResponseError ? error : undefined;
  const wait = response?.retryAfter ?? backOff(retry);
  // A 401 is retryable with a fresh token only; `makeAttempt` has tried that already.
  return error.retryable && response?.status !== 401 && wait < left && wait <= longestRetryAfter ? wait : undefined;
}
