import { referencesOf } from "./references-of.js";
import type { Schemas } from "./schemas.js";

/** Schemas that refer to each other in a circle, or one that does not. */
export interface SchemaGroup {
  readonly names: readonly string[];
  /** True if the schemas refer to each other, or the one to itself. */
  readonly recursive: boolean;
}

interface Visit {
  readonly name: string;
  readonly index: number;
  readonly targets: readonly string[];
  low: number;
  /** How many of the targets were looked at. */
  done: number;
}

/**
 * The named schemas in an order in which each comes after those it refers to: strongly connected components by Tarjan's
 * algorithm, on a stack of its own, since documents can be deeper than the engine's.
 */
export function schemaGroups(schemas: Schemas): readonly SchemaGroup[] {
  const visits = new Map<string, Visit>();
  const open: string[] = [];
  const pending = new Set<string>();
  const groups: SchemaGroup[] = [];

  function begin(name: string): Visit {
    const schema = schemas.get(name)?.schema;
    const targets = schema === undefined ? [] : [...referencesOf(schema)].filter((each) => schemas.has(each));
    const visit = { name, index: visits.size, targets, low: visits.size, done: 0 };
    visits.set(name, visit);
    open.push(name);
    pending.add(name);
    return visit;
  }

  function end({ name, index, low, targets }: Visit): void {
    if (low === index) {
      const names = open.splice(open.lastIndexOf(name));
      names.forEach((each) => pending.delete(each));
      groups.push({ names: names.toSorted(), recursive: names.length > 1 || targets.includes(name) });
    }
  }

  for (const name of schemas.keys()) {
    const path = visits.has(name) ? [] : [begin(name)];
    for (let visit = path.at(-1); visit !== undefined; visit = path.at(-1)) {
      const target = visit.targets[visit.done];
      visit.done += 1;
      if (target === undefined) {
        path.pop();
        end(visit);
        const parent = path.at(-1);
        if (parent !== undefined) {
          parent.low = Math.min(parent.low, visit.low);
        }
      } else {
        const seen = visits.get(target);
        if (seen === undefined) {
          path.push(begin(target));
        } else if (pending.has(target)) {
          visit.low = Math.min(visit.low, seen.index);
        }
      }
    }
  }
  return groups;
}
