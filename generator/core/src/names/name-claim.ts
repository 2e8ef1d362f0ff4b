import type { Place } from "@parlance/contract";

/** A name that wants a place in a scope. */
export interface NameClaim {
  /** The name as it will be printed. */
  readonly spelled: string;
  /** The author's name, shown in the diagnostic. */
  readonly source: string;
  readonly place: Place;
}
