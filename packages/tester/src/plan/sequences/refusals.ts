import type { Operation } from "@parlance/contract";
import { isObject, isScalar } from "../../values/json-kinds.js";
import type { Case } from "../case.js";
import { seedOf } from "../seed.js";
import type { Ground } from "../ground.js";
import { negativeCases } from "../negative.js";
import type { Sequence } from "../sequence.js";

/** Refused creations that are looked at in one round. */
const most = 4;

/** List, a creation that breaks the contract, and list again: one sequence for each of some breakages. */
export function refusalSequences(ground: Ground, n: number): readonly Sequence[] {
  const { create, list } = ground.resource;
  if (list === undefined) return [];
  const [before, allowed, after] = [
    ground.walk("list", list),
    ground.step("create", create, { goOn: true }),
    ground.walk("list after", list, { goOn: true }),
  ];
  if (before === undefined || allowed === undefined || after === undefined) return [];
  const broken = negativeCases(bodyOnly(create), allowed.case, ground.planner).filter(canBeFound);
  const first = broken.length === 0 ? 0 : Math.abs(seedOf(n, create.id)) % broken.length;
  const chosen = [...broken.slice(first), ...broken.slice(0, first)].slice(0, most);
  return chosen.map((testCase) => ({
    kind: "refusal",
    steps: [...ground.steps, before, { ...allowed, case: testCase }, after],
  }));
}

/** True if what is sent has something by which it could be told among others. */
function canBeFound({ body }: Case): boolean {
  return (
    body?.kind === "value" &&
    isObject(body.value) &&
    Object.values(body.value).some((member) => isScalar(member) && member !== "")
  );
}

/** What the body tells can be found again in the list; a parameter cannot. */
function bodyOnly(operation: Operation): Operation {
  return { ...operation, parameters: [] };
}
