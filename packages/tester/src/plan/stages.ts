import type { Operation } from "@parlance/contract";

/**
 * Operations in the order in which a server is best asked: what needs no id, what creates, what reads by id, what changes, and
 * at last what ends something. Within a stage none needs what another gives.
 */
export function stagesOf(operations: readonly Operation[]): readonly (readonly Operation[])[] {
  const stages: Operation[][] = [[], [], [], [], []];
  for (const operation of operations) stages[stageOf(operation)]?.push(operation);
  const creations = stages[1]?.toSorted((one, other) => depth(one) - depth(other)) ?? [];
  // A nested resource is created in one that exists already.
  const byDepth = Map.groupBy(creations, depth);
  return [stages[0] ?? [], ...byDepth.values(), ...stages.slice(2)].filter((each) => each.length > 0);
}

function stageOf({ method, path }: Operation): number {
  const byId = path.includes("{");
  if (method === "GET" || method === "HEAD" || method === "OPTIONS") return byId ? 2 : 0;
  if (method === "DELETE") return 4;
  return (method === "POST" && !path.endsWith("}")) || (method === "PUT" && path.endsWith("}")) ? 1 : 3;
}

function depth({ path }: Operation): number {
  return path.split("{").length;
}
