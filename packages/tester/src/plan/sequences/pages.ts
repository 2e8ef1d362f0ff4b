import { limitOf } from "../../run/paging.js";
import type { Ground } from "../ground.js";
import type { Sequence, Step, Taken } from "../sequence.js";

/** Things that are created before the list is read, and the pages that a walk should have. */
const [things, pages] = [3, 5];

/**
 * Creates some, reads all, then page by page with a creation after the first page, then once more. `size`: how many the list
 * had when it was last read.
 */
export function pagesSequence(ground: Ground, size: number): Sequence | undefined {
  const { create, list } = ground.resource;
  if (list?.pagination === undefined) return undefined;
  const { pagination } = list;
  const limit = limitOf(list);
  const wished = Math.max(1, Math.ceil((size + things) / pages));
  const limited = (value: number) => (limit === undefined ? [] : [{ in: "query" as const, name: limit.name, value }]);
  const schema = limit?.schema.kind === "scalar" ? limit.schema : undefined;
  if ((schema?.minimum ?? 1) > wished || (schema?.maximum ?? wished) < wished) return undefined;
  const [small, large] = [limited(wished), schema?.maximum === undefined ? [] : limited(schema.maximum)];
  const read = (name: string, values: Step["case"]["parameters"], takes: readonly Taken[] = []) => {
    const step = ground.step(name, list, { follow: true, takes, goOn: true });
    return step && { ...step, case: { ...step.case, parameters: [...step.case.parameters, ...values] } };
  };
  const steps: (Step | undefined)[] = [
    ...ground.steps,
    ...Array.from({ length: things }, (_, n) => ground.step(`create ${n}`, create, { n })),
    read("all", large),
    read("pages", small),
  ];
  if (pagination.style === "cursor") {
    const cursor = (what: "next" | "forged") => [
      { into: { in: "query" as const, name: pagination.parameter }, what, from: "first page" },
    ];
    const [first, forged] = [read("first page", small), read("forged cursor", small, cursor("forged"))];
    if (first === undefined || forged === undefined) return undefined;
    steps.push(withoutFollow(first), withoutFollow(forged));
    steps.push(ground.step("insert", create, { n: things, goOn: true }));
    steps.push(read("other pages", small, cursor("next")));
  }
  steps.push(read("all again", large));
  return { kind: "pages", steps: steps.filter((each) => each !== undefined) };
}

function withoutFollow({ follow: _follow, ...step }: Step): Step {
  return step;
}
