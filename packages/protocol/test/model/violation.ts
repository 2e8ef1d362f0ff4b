import fc from "fast-check";
import { steps } from "./commands.js";
import { type SessionClass, World } from "./world.js";

/** Runs a session through arbitrary lives. Returns how an invariant broke, or null if all hold. The seed is fixed. */
export function violation(session: SessionClass, { numRuns }: { readonly numRuns: number }): string | null {
  const result = fc.check(
    fc.property(steps, fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })), (commands, randoms) => {
      const world = new World(session, () => Number(randoms.next().value));
      fc.modelRun(() => ({ model: {}, real: world }), commands);
      world.rest();
    }),
    { numRuns, seed: 20_261_121, endOnFailure: false },
  );
  return result.failed ? `${String(result.errorInstance)}\n${String(result.counterexample?.[0])}` : null;
}
