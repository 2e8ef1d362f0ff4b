import type { Schema } from "@parlance/contract";
import { partsOf } from "./parts-of.js";

/** Names of the schemas that a schema refers to, without those behind them. */
export function referencesOf(schema: Schema): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = [schema];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next.kind === "ref") {
      found.add(next.name);
    }
    waiting.push(...partsOf(next).toReversed());
  }
  return found;
}
