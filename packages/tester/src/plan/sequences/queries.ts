import { withQuery } from "../../run/paging.js";
import type { Ground } from "../ground.js";
import { filtersOf, type ListFilter, type ListOrder, orderOf } from "../queries.js";
import type { Sequence, Step } from "../sequence.js";

/** Things that are created before the list is read. */
const things = 3;

/** Creates some, and reads their list in both orders, and by each value by which it can be selected. */
export function queriesSequence(ground: Ground): Sequence | undefined {
  const { create, list } = ground.resource;
  if (list === undefined) return undefined;
  const { schemas } = ground.planner;
  const [order, filters] = [orderOf(list, schemas), filtersOf(list, schemas)];
  const asked: readonly (ListFilter & Pick<ListOrder, "by">)[] = [...(order === undefined ? [] : [order]), ...filters];
  if (asked.length === 0) return undefined;
  const creations = Array.from({ length: things }, (_, n) => ground.step(`create ${n}`, create, { n, goOn: true }));
  const reads = asked.flatMap(({ parameter, values, by }) =>
    values.map((value) => {
      const step = ground.page(`${parameter}=${String(value)}`, list, { goOn: true });
      if (step === undefined) return undefined;
      const sorted = by === undefined ? step.case : withQuery(step.case, by.parameter, by.value);
      return { ...step, case: withQuery(sorted, parameter, value) };
    }),
  );
  const steps: (Step | undefined)[] = [...ground.steps, ...creations, ...reads];
  return { kind: "queries", steps: steps.filter((each) => each !== undefined) };
}
