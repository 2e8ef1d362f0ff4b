/** Creations that are tried until one succeeds: with fewer and fewer members, with names of this run, in parents that are known. */
export const attempts: readonly {
  readonly density: number;
  readonly ownNames: boolean;
  readonly freshParents: boolean;
}[] = [
  { density: 0.5, ownNames: false, freshParents: true },
  { density: 0.2, ownNames: false, freshParents: true },
  { density: 0, ownNames: false, freshParents: true },
  { density: 0.5, ownNames: true, freshParents: true },
  { density: 0, ownNames: true, freshParents: true },
  { density: 0.5, ownNames: true, freshParents: false },
  { density: 0, ownNames: true, freshParents: false },
];
