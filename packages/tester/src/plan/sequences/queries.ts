import { withQuery } from "../../run/paging.js";
import type { Ground } from "../ground.js";
import { filtersOf, orderOf } from "../queries.js";
import type { Sequence, Step } from "../sequence.js";

/** Things that are created before the list is read. */
const things = 3;

/** Creates some, and reads their list in both orders, and by each value by which it can be selected. */
export function queriesSequence(ground: Ground): Sequence | undefined {
  const { create, list } = ground.resource;
  if (list === undefined) return undefined;
  const { schemas } = ground.planner;
  const [order, filters] = [orderOf(list, schemas), filtersOf(list, schemas)];
  const asked = [...(order === undefined ? [] : [order]), ...filters];
  if (asked.length === 0) return undefined;
  const creations = Array.from({ length: things }, (_, n) => ground.step(`create ${n}`, create, { n, goOn: true }));
  const reads = asked.flatMap(({ parameter, values }) =>
    values.map((value) => {
      const step = ground.page(`${parameter}=${String(value)}`, list, { goOn: true });
      return step && { ...step, case: withQuery(step.case, parameter, value) };
    }),
  );
  const steps: (Step | undefined)[] = [...ground.steps, ...creations, ...reads];
  return { kind: "queries", steps: steps.filter((each) => each !== undefined) };
}
