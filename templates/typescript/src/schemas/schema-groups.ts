import type { Types } from "@parlance/generator";
import { references } from "./references.js";

/** Schemas that refer to each other in a circle, or one that does not. */
export interface SchemaGroup {
  readonly names: readonly string[];
  readonly recursive: boolean;
}

interface Visit {
  readonly index: number;
  low: number;
}

/** The named schemas in an order in which each comes after those it refers to (Tarjan's strongly connected components). */
export function schemaGroups(types: Types): readonly SchemaGroup[] {
  const edges = new Map(
    [...types].map(([name, { schema }]) => [name, [...references(schema)].filter((each) => types.has(each))]),
  );
  const visits = new Map<string, Visit>();
  const open: string[] = [];
  const pending = new Set<string>();
  const groups: SchemaGroup[] = [];

  function visit(name: string): Visit {
    const own: Visit = { index: visits.size, low: visits.size };
    visits.set(name, own);
    open.push(name);
    pending.add(name);
    for (const target of edges.get(name) ?? []) {
      const seen = visits.get(target);
      if (seen === undefined) {
        own.low = Math.min(own.low, visit(target).low);
      } else if (pending.has(target)) {
        own.low = Math.min(own.low, seen.index);
      }
    }
    if (own.low === own.index) {
      const names = open.splice(open.indexOf(name));
      names.forEach((each) => pending.delete(each));
      groups.push({ names: names.toSorted(), recursive: names.length > 1 || (edges.get(name) ?? []).includes(name) });
    }
    return own;
  }

  for (const name of types.keys()) {
    if (!visits.has(name)) {
      visit(name);
    }
  }
  return groups;
}
