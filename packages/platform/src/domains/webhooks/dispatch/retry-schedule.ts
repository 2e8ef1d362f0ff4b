const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** Waits between the attempts of one delivery, in milliseconds: not quite three days in all. */
const usualWaits: readonly number[] = [
  second,
  5 * second,
  30 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  18 * hour,
  22 * hour,
];
/** By so much of itself a wait is shortened at most, so that endpoints that failed together are not called together. */
const jitter = 0.2;
const patienceMs = 72 * hour;
/** An endpoint may ask for so long a wait at most. */
const maxAskedMs = 24 * hour;

/** What decides when a delivery is tried again. Times are milliseconds since 1970. */
export interface FailedAttempt {
  /** How many attempts there were. */
  readonly attempts: number;
  readonly now: number;
  /** When the delivery began. */
  readonly createdAt: number;
  /** The `Retry-After` of the answer, if any. */
  readonly retryAfter?: string | undefined;
  /** From 0 to 1. */
  readonly random: number;
  /** Waits between the attempts, in milliseconds. Default: the platform's. */
  readonly waits?: readonly number[] | undefined;
}

/** When a delivery is tried again, in milliseconds since 1970; undefined = no more, three days are over. */
export function retryAt({
  attempts,
  now,
  createdAt,
  retryAfter,
  random,
  waits = usualWaits,
}: FailedAttempt): number | undefined {
  const wait = waits[attempts - 1];
  if (wait === undefined) return undefined;
  const own = Math.round(wait * (1 - jitter * random));
  const at = now + Math.max(own, Math.min(askedMs(retryAfter, now), maxAskedMs));
  return at - createdAt > patienceMs ? undefined : at;
}

/** The wait that `Retry-After` asks for (RFC 9110 section 10.2.3), in seconds or as a date; 0 for none, or one that is neither. */
function askedMs(value: string | undefined, now: number): number {
  if (value === undefined) return 0;
  if (/^\d{1,9}$/u.test(value)) return Number(value) * second;
  const date = Date.parse(value);
  return Number.isNaN(date) ? 0 : Math.max(0, date - now);
}
