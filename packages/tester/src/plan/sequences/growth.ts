import type { Ground } from "../ground.js";
import type { Sequence } from "../sequence.js";

/** List, create, and list again. */
export function growthSequence(ground: Ground): Sequence | undefined {
  const { create, list } = ground.resource;
  if (list === undefined) return undefined;
  const [before, created, after] = [
    ground.walk("list", list),
    ground.step("create", create, { goOn: true }),
    ground.walk("list after", list, { goOn: true }),
  ];
  if (before === undefined || created === undefined || after === undefined) return undefined;
  return { kind: "growth", steps: [...ground.steps, before, created, after] };
}
