import type { Ground } from "../ground.js";
import type { Sequence, Step } from "../sequence.js";

/** How many changes are tried of each operation that changes. */
const changesOfEach = 2;

/** Create, read, list, change and read again, delete and look for it. */
export function lifeSequence(ground: Ground): Sequence | undefined {
  const { create, get, list, remove } = ground.resource;
  const created = ground.step("create", create);
  if (created === undefined) return undefined;
  const steps: (Step | undefined)[] = [...ground.steps, created];
  if (get !== undefined) {
    const takes = [stranger(ground)].filter((each) => each !== undefined);
    steps.push(ground.step("stranger", get, { takes, goOn: true }));
    steps.push(ground.step("read", get, { of: "create", goOn: true }));
  }
  if (list !== undefined) steps.push(ground.walk("list", list, { goOn: true }));
  steps.push(...changeSteps(ground));
  if (remove !== undefined) {
    // Read just before, so that what the deletion has changed can be told.
    if (get !== undefined) steps.push(ground.step("last read", get, { of: "create", goOn: true }));
    const takes = ground.version(remove, "last read");
    steps.push(ground.step("delete", remove, { of: "create", takes }));
    if (get !== undefined) steps.push(ground.step("read deleted", get, { of: "create", goOn: true }));
    if (list !== undefined) steps.push(ground.walk("list without", list, { goOn: true }));
    steps.push(ground.step("delete again", remove, { of: "create", takes, goOn: true }));
  }
  return { kind: "life", steps: steps.filter((each) => each !== undefined) };
}

function changeSteps(ground: Ground): readonly (Step | undefined)[] {
  const { get, changes } = ground.resource;
  if (get === undefined) return [];
  let before = "read";
  return changes.flatMap((change, index) =>
    Array.from({ length: changesOfEach }, (_, count) => {
      const name = `${index}.${count}`;
      const takes = ground.version(change, before);
      before = `read changed ${name}`;
      return [
        ground.step(`change ${name}`, change, { of: "create", n: count, takes, goOn: true }),
        ground.step(before, get, { of: "create", goOn: true }),
      ];
    }).flat(),
  );
}

function stranger({ resource: { parameter } }: Ground) {
  return parameter === undefined
    ? undefined
    : ({ into: { in: "path", name: parameter }, what: "stranger", from: "create" } as const);
}
