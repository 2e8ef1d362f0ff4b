/** One promise: what was measured against its bar. */
export interface Verdict {
  readonly about: string;
  readonly measured: number;
  /** What may not be exceeded, or gone below. */
  readonly bar: { readonly atMost: number } | { readonly atLeast: number };
  readonly unit: string;
}

/** Whether a promise is kept. A figure that could not be measured keeps none. */
export function holds({ measured, bar }: Verdict): boolean {
  return "atMost" in bar ? measured <= bar.atMost : measured >= bar.atLeast;
}

/** Prints the table of the verdicts. */
export function printVerdicts(verdicts: readonly Verdict[]): void {
  const width = Math.max(...verdicts.map(({ about }) => about.length)) + 2;
  console.log(`\n${"promise".padEnd(width)}${"measured".padStart(12)}${"bar".padStart(12)}`);
  for (const verdict of verdicts) {
    const { about, measured, bar, unit } = verdict;
    const limit = "atMost" in bar ? `≤ ${bar.atMost}` : `≥ ${bar.atLeast}`;
    const value = `${measured.toFixed(2)} ${unit}`;
    console.log(
      `${about.padEnd(width)}${value.padStart(12)}${limit.padStart(12)}  ${holds(verdict) ? "held" : "MISSED"}`,
    );
  }
}
