import type { Operation } from "@parlance/contract";
import { seedOf } from "../seed.js";
import type { Ground } from "../ground.js";
import { negativeCases } from "../negative.js";
import type { Sequence } from "../sequence.js";

/** Refused creations that are looked at in one round. */
const most = 3;

/** List, a creation that breaks the contract, and list again: one sequence for each of some breakages. */
export function refusalSequences(ground: Ground, n: number): readonly Sequence[] {
  const { create, list } = ground.resource;
  if (list === undefined) return [];
  const [before, allowed, after] = [
    ground.step("list", list, { follow: true }),
    ground.step("create", create, { goOn: true }),
    ground.step("list after", list, { follow: true, goOn: true }),
  ];
  if (before === undefined || allowed === undefined || after === undefined) return [];
  const broken = negativeCases(bodyOnly(create), allowed.case, ground.planner).filter(({ body }) => body !== undefined);
  const first = broken.length === 0 ? 0 : Math.abs(seedOf(n, create.id)) % broken.length;
  const chosen = [...broken.slice(first), ...broken.slice(0, first)].slice(0, most);
  return chosen.map((testCase) => ({
    kind: "refusal",
    steps: [...ground.steps, before, { ...allowed, case: testCase }, after],
  }));
}

/** What the body tells can be found again in the list; a parameter cannot. */
function bodyOnly(operation: Operation): Operation {
  return { ...operation, parameters: [] };
}
