import type { LiftOrigin } from "./lifted-from.js";

/** Where a schema stands: the words that name it, and what it is in. */
export interface LiftSite {
  readonly origin: LiftOrigin;
  /** Words of the name it gets, should it need one, the best first: `Tunnel details`. */
  readonly names: readonly [string, ...string[]];
}

/** The site of a schema below one that has a name. */
export function siteBelow({ origin, names: [parent] }: LiftSite, word: string): LiftSite {
  return { origin, names: [`${parent} ${word}`] };
}
