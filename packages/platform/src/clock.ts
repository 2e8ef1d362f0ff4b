/** The current time in milliseconds since 1970. Injected, so that tests can turn it. */
export type Clock = () => number;

/** A point in time as the contract writes it: RFC 3339, UTC, milliseconds. */
export function timestamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
