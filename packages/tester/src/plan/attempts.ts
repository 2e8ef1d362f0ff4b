/** How a creation is tried. */
export interface CreationAttempt {
  /** Share of the members that need not be there which are sent, 0 to 1. */
  readonly density: number;
  /** True: with names that only this run has. */
  readonly ownNames: boolean;
  /** True: in parents that are created for it; otherwise in those that are known. */
  readonly freshParents: boolean;
}

/** Creations that are tried until one succeeds: with fewer and fewer members, with names of this run, in parents that are known. */
export const attempts: readonly CreationAttempt[] = [
  { density: 0.5, ownNames: false, freshParents: true },
  { density: 0.2, ownNames: false, freshParents: true },
  { density: 0, ownNames: false, freshParents: true },
  { density: 0.5, ownNames: true, freshParents: true },
  { density: 0, ownNames: true, freshParents: true },
  { density: 0.5, ownNames: true, freshParents: false },
  { density: 0, ownNames: true, freshParents: false },
];
