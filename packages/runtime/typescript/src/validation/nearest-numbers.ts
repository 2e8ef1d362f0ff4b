/**
 * A value with its integers beyond 2^53, which the runtime reads as `bigint`, as the nearest numbers: the bounds of a JSON Schema
 * are no more than that either. The value itself if it holds none.
 */
export function nearestNumbers(value: unknown): unknown {
  if (typeof value === "bigint") return Number(value);
  if (typeof value !== "object" || value === null) return value;
  const members: readonly [string, unknown][] = Object.entries(value);
  const near = members.map(([name, member]): [string, unknown] => [name, nearestNumbers(member)]);
  if (near.every(([, member], index) => member === members[index]?.[1])) return value;
  return Array.isArray(value) ? near.map(([, member]) => member) : Object.fromEntries(near);
}
