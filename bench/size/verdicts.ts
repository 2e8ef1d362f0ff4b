import budget from "./budget.json" with { type: "json" };
import type { Size } from "./measure.ts";
import { measureSize } from "./measure.ts";

/** One bundle against its budget. */
export interface Verdict extends Size {
  readonly entry: string;
  /** The gzipped bytes that the budget is about: the bundle's, or what it has over another. */
  readonly counted: number;
  readonly budget: number;
}

interface Limit {
  readonly gzip: number;
  /** Entry whose bytes do not count. */
  readonly over?: string;
}

/** Measures every entry of the budget. */
export async function sizeVerdicts(): Promise<readonly Verdict[]> {
  const limits = Object.entries<Limit>(budget);
  const sizes = new Map(await Promise.all(limits.map(async ([entry]) => [entry, await measureSize(entry)] as const)));
  return limits.map(([entry, limit]) => {
    const size = sizes.get(entry) ?? { minified: 0, gzip: 0 };
    const counted = size.gzip - (limit.over === undefined ? 0 : (sizes.get(limit.over)?.gzip ?? 0));
    return { entry, ...size, counted, budget: limit.gzip };
  });
}
