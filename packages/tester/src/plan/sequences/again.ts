import type { Ground } from "../ground.js";
import type { Sequence } from "../sequence.js";

/** Create, read, create the same once more, and read the first one. For creations that can be in conflict with what is there. */
export function againSequence(ground: Ground): Sequence | undefined {
  const { create, get } = ground.resource;
  if (get === undefined || !create.responses.some(({ status }) => status === "409")) return undefined;
  const steps = [
    ground.step("create", create),
    ground.step("read", get, { of: "create" }),
    ground.step("create again", create),
    ground.step("read again", get, { of: "create", goOn: true }),
  ];
  if (!steps.every((each) => each !== undefined)) return undefined;
  return { kind: "again", steps: [...ground.steps, ...steps] };
}
