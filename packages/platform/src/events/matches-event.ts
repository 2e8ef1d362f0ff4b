/** Whether an event's type fits a pattern: the type itself, a domain with `.*`, or `*` for every type (`EventPattern` of the contract). */
export function matchesEvent(pattern: string, type: string): boolean {
  if (pattern === "*" || pattern === type) return true;
  return pattern.endsWith(".*") && type.startsWith(pattern.slice(0, -1));
}
