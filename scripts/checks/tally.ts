/** How many tests or checks passed and failed. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
}

/** The sum of several tallies. */
export function sum(tallies: readonly Tally[]): Tally {
  return tallies.reduce((left, right) => ({ passed: left.passed + right.passed, failed: left.failed + right.failed }), {
    passed: 0,
    failed: 0,
  });
}

/** The last line of `npm test`, `npm run check` and `.ci/run`. */
export function lastLine({ passed, failed }: Tally): string {
  return `${passed} passed, ${failed} failed`;
}
