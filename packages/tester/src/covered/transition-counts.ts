import type { Operation } from "@parlance/contract";
import { type Resource, resourcesOf } from "../plan/resource.js";
import type { Trace } from "../run/trace.js";

/** How often one thing was done after another. */
export interface TransitionCoverage {
  /** `create → read`: what was done to a resource last, and what was done then. */
  readonly transition: string;
  readonly count: number;
}

/** What was done one after the other with the resources of one kind. */
export interface ResourceCoverage {
  /** Path template of the collection. */
  readonly resource: string;
  readonly transitions: readonly TransitionCoverage[];
}

/** Steps that are a transition by themselves, whatever stood before. */
const named: readonly (readonly [RegExp, string])[] = [
  [/^list after$/u, "refused create → list"],
  [/^insert$/u, "list → create → next page"],
  [/^list of another/u, "create → list of another tenant"],
  [/^change current$/u, "read → update of the current version"],
  [/^(?:change|delete) outdated$/u, "update → change of an outdated version"],
  [/^read if new/u, "read → read if changed"],
];

/** What a step does to its resource. */
const roles: readonly (readonly [RegExp, "create" | "read" | "list" | "update" | "delete"])[] = [
  [/^create/u, "create"],
  [/^(?:read|last read)/u, "read"],
  [/^list/u, "list"],
  [/^change/u, "update"],
  [/^delete/u, "delete"],
];

/** Counts what was done after what. */
export class TransitionCounts {
  readonly #resources: readonly Resource[];
  readonly #counts = new Map<string, Map<string, number>>();

  constructor(operations: readonly Operation[]) {
    this.#resources = resourcesOf(operations);
  }

  /** Counts what came of a sequence. */
  add({ sequence: { kind }, performed }: Trace): void {
    const creates = new Set(this.#resources.map(({ create }) => create.id));
    // Parents are created first; the sequence is about what is created last.
    const own = performed.findLast(({ step }) => creates.has(step.case.operation))?.step.case.operation;
    if (own === undefined) return;
    let last: string | undefined;
    for (const { step, exchanges } of performed) {
      if (exchanges.length === 0 || step.name === "stranger") continue;
      const whole = named.find(([pattern]) => pattern.test(step.name))?.[1];
      const role = roles.find(([pattern]) => pattern.test(step.name))?.[1];
      if (whole !== undefined) this.#count(own, whole);
      else if (kind === "pages" && exchanges.length > 1) this.#count(own, "list → next page");
      else if (kind === "idempotency" && step.case.operation === own && last !== undefined)
        this.#count(own, "create → same create");
      else if (kind === "life" && last !== undefined && role !== undefined && role !== "create")
        this.#count(own, `${last} → ${role}`);
      if (step.case.operation === own) last = "create";
      else if (role === "update" || role === "delete") last = role;
    }
  }

  /** What was seen of every kind of resource. */
  report(): readonly ResourceCoverage[] {
    return this.#resources.map((resource) => {
      const counts = this.#counts.get(resource.create.id) ?? new Map<string, number>();
      const names = new Set([...possible(resource), ...counts.keys()]);
      return {
        resource: resource.collection,
        transitions: [...names].map((transition) => ({ transition, count: counts.get(transition) ?? 0 })),
      };
    });
  }

  #count(create: string, transition: string): void {
    const counts = this.#counts.get(create) ?? new Map<string, number>();
    this.#counts.set(create, counts);
    counts.set(transition, (counts.get(transition) ?? 0) + 1);
  }
}

/** What the operations of a resource let one do after the other. */
function possible({ create, get, list, changes, remove }: Resource): readonly string[] {
  const canUpdate = changes.length > 0 && get !== undefined;
  const has = (operation: Operation | undefined, header: RegExp) =>
    operation?.parameters.some((each) => each.in === "header" && header.test(each.name)) === true;
  const all: readonly (readonly [string, boolean])[] = [
    ["create → read", get !== undefined],
    ["create → list", list !== undefined],
    ["create → update", canUpdate],
    ["update → read", canUpdate],
    ["update → update", canUpdate],
    ["update → delete", canUpdate && remove !== undefined],
    ["create → delete", !canUpdate && remove !== undefined],
    ["delete → read", remove !== undefined && get !== undefined],
    ["delete → list", remove !== undefined && list !== undefined],
    ["delete → delete", remove !== undefined],
    ["refused create → list", list !== undefined],
    ["list → next page", list?.pagination !== undefined],
    ["create → same create", create.idempotencyHeader !== undefined],
    ["read → update of the current version", changes.some((each) => has(each, /^if-match$/iu))],
    ["update → change of an outdated version", [...changes, remove].some((each) => has(each, /^if-match$/iu))],
    ["read → read if changed", has(get, /^if-none-match$/iu)],
    ["create → list of another tenant", list !== undefined],
  ];
  return all.filter(([, isPossible]) => isPossible).map(([transition]) => transition);
}
