/** A directed graph: each node and the nodes it points to. Targets that are no nodes themselves are ignored. */
export type Graph = ReadonlyMap<string, readonly string[]>;

/**
 * One cycle for each knot of a graph, as the path that leads back to its first node (`["a", "b", "a"]`), in the order
 * of the nodes. An empty list means the graph has none.
 */
export function cycles(graph: Graph): string[][] {
  const found: string[][] = [];
  const done = new Set<string>();
  for (const start of graph.keys()) {
    const cycle = done.has(start) ? undefined : findCycle(graph, start, done);
    if (cycle) found.push(cycle);
  }
  return found;
}

function findCycle(graph: Graph, start: string, done: Set<string>): string[] | undefined {
  const path: string[] = [start];
  const pending: string[][] = [[...(graph.get(start) ?? [])]];
  let cycle: string[] | undefined;
  while (path.length > 0) {
    const next = pending.at(-1)?.shift();
    if (next === undefined) {
      done.add(path.pop() ?? start);
      pending.pop();
    } else if (path.includes(next)) {
      cycle ??= [...path.slice(path.indexOf(next)), next];
    } else if (graph.has(next) && !done.has(next)) {
      path.push(next);
      pending.push([...(graph.get(next) ?? [])]);
    }
  }
  return cycle;
}
