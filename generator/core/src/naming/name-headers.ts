import type { Operation } from "@parlance/contract";
import { type NameRules, spell } from "../names/spell.js";
import { successes } from "../plan/successes.js";
import type { NamedHeader } from "./named-contract.js";

/** The headers declared for any success, each once: `RateLimit-Limit` → `rateLimitLimit`. */
export function nameHeaders(operation: Operation, rules: NameRules): readonly NamedHeader[] {
  const headers = new Map<string, NamedHeader>();
  for (const header of successes(operation).flatMap((each) => each.headers)) {
    const key = spell(header.name, rules);
    if (!headers.has(key)) {
      headers.set(key, { key, header });
    }
  }
  return [...headers.values()];
}
