import type { Header, Operation } from "@parlance/contract";
import { camelCase } from "@parlance/generator";
import { successes } from "./successes.js";

/** A response header with the key it has in `withResponse().headers`. */
export interface NamedHeader {
  readonly key: string;
  readonly header: Header;
}

/** The headers declared for any success, each once: `RateLimit-Limit` → `rateLimitLimit`. */
export function nameHeaders(operation: Operation): readonly NamedHeader[] {
  const headers = new Map<string, NamedHeader>();
  for (const header of successes(operation).flatMap((each) => each.headers)) {
    const key = camelCase(header.name);
    if (!headers.has(key)) {
      headers.set(key, { key, header });
    }
  }
  return [...headers.values()];
}
