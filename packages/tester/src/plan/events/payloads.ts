import type { Channel, Contract, Json } from "@parlance/contract";
import type { Planner } from "../planner.js";

/** How many payloads a scenario takes. */
const count = 6;

/**
 * Payloads that clients may publish on a channel, each another one. Where the document allows any value, they say which they are; where
 * they would be alike, there are fewer.
 */
export function payloadsOf(
  { messages, operations, name }: Channel,
  { contract, planner }: { readonly contract: Contract; readonly planner: Planner },
  n: number,
): readonly Json[] {
  const sent = operations.filter(({ action }) => action === "send").flatMap((each) => each.messages);
  const [message] = sent.length > 0 ? sent : messages;
  const payload = contract.messages.find((each) => each.name === message)?.payload;
  const made = Array.from({ length: count }, (_, index): Json | undefined => {
    const value = payload === undefined ? undefined : planner.value(payload, name, n, index);
    return payload === undefined || isAnything(payload, value) ? { text: `message ${index}`, number: index, n } : value;
  });
  const seen = new Set<string>();
  return made.filter((each): each is Json => {
    const text = JSON.stringify(each);
    return each !== undefined && !seen.has(text) && seen.add(text) !== undefined;
  });
}

/** True where a schema says nothing of what a value is. */
function isAnything(schema: { readonly kind: string }, value: Json | undefined): boolean {
  return schema.kind === "any" || value === undefined || typeof value !== "object" || value === null;
}
