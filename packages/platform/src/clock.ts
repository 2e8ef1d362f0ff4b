/** The current time in milliseconds since 1970. Injected, so that tests can turn it. */
export type Clock = () => number;

/** A point in time as the contract writes it: RFC 3339, UTC, milliseconds. */
export function timestamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

const earliest = Date.parse("0000-01-01T00:00:00.000Z");
const latest = Date.parse("9999-12-31T23:59:59.999Z");

/**
 * The milliseconds since 1970 of an RFC 3339 time, which the contract has validated. A leap second counts as the second
 * before it, and a time whose UTC year would need five digits as the last one that does not, so that it can be written again.
 */
export function instant(text: string): number {
  const milliseconds = Date.parse(text.replace(/:60(?=(?:\.\d+)?[Z+-])/iu, ":59"));
  return Math.min(Math.max(milliseconds, earliest), latest);
}
