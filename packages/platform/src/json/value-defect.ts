/**
 * What `parseJson` would refuse of a value that came in another notation: what JSON does not hold, a member `__proto__`, too many
 * levels. Says in one sentence what is wrong, or nothing.
 */
export function valueDefect(value: unknown, maxDepth = 64): string | undefined {
  if (value === null || typeof value === "string" || typeof value === "boolean" || Number.isFinite(value))
    return undefined;
  if (typeof value !== "object" || !(Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype))
    return "A frame holds only what JSON can hold. Send bytes as text, such as base64.";
  if (maxDepth === 0) return "The value is nested too deeply.";
  if (Object.hasOwn(value, "__proto__")) return 'The member "__proto__" is not allowed.';
  for (const member of Object.values(value)) {
    const defect = valueDefect(member, maxDepth - 1);
    if (defect !== undefined) return defect;
  }
  return undefined;
}
