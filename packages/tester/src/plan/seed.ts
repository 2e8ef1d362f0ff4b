/**
 * The seed of one thing of a run: a hash (FNV-1a) of the run's seed and the thing's names, so that an operation that is added
 * moves nobody else's values.
 */
export function seedOf(runSeed: number, ...names: readonly (string | number)[]): number {
  let hash = 0x811c9dc5 ^ runSeed;
  for (const letter of names.join("\u0000")) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return hash | 0;
}
