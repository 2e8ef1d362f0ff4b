/**
 * A value with its integers beyond 2^53, which the runtime reads as `bigint`, as the nearest numbers: the bounds of a JSON Schema
 * are no more than that either.
 */
export function nearestNumbers(value: unknown): unknown {
  if (typeof value === "bigint") return Number(value);
  const whole: Readonly<Record<string, unknown>> = Object(value);
  if (whole !== value) return value;
  const near = { ...whole };
  for (const key in near) near[key] = nearestNumbers(near[key]);
  return Array.isArray(whole) ? Object.values(near) : near;
}
