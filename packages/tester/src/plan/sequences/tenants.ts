import type { Ground } from "../ground.js";
import type { Sequence, Step } from "../sequence.js";

/** Create as one tenant, list as both; the other one also from the first one's cursor on. */
export function tenantsSequence(ground: Ground): Sequence | undefined {
  const { create, list } = ground.resource;
  if (list === undefined) return undefined;
  const steps: (Step | undefined)[] = [
    ...ground.steps,
    ground.step("create", create),
    ground.step("list", list, { goOn: true }),
    ground.walk("list of another", list, { credential: "otherTenant", goOn: true }),
  ];
  if (list.pagination?.style === "cursor") {
    const takes = [
      { into: { in: "query" as const, name: list.pagination.parameter }, what: "next" as const, from: "list" },
    ];
    steps.push(ground.step("list of another from here", list, { credential: "otherTenant", takes, goOn: true }));
  }
  return { kind: "tenants", steps: steps.filter((each) => each !== undefined) };
}
