import type { Channel, Contract, Json } from "@parlance/contract";
import { resolve } from "../../values/schemas.js";
import type { Planner } from "../planner.js";

/** How many payloads a scenario takes, and how many are drawn for them. */
const [count, draws] = [6, 30];

/**
 * Payloads that clients may publish on a channel, each another one. Where the document allows any value, they say which they are; where
 * they would be alike, there are fewer.
 */
export function payloadsOf(
  { name }: Channel,
  message: string | undefined,
  { contract, planner }: { readonly contract: Contract; readonly planner: Planner },
  n: number,
): readonly Json[] {
  const payload = contract.messages.find((each) => each.name === message)?.payload;
  if (payload === undefined || resolve(payload, planner.schemas).kind === "any")
    return Array.from({ length: count }, (_, index) => ({ text: `message ${index}`, number: index, n }));
  const made = new Map<string, Json>();
  for (let index = 0; index < draws && made.size < count; index += 1) {
    const value = planner.value(payload, name, n, index);
    if (value !== undefined) made.set(JSON.stringify(value), value);
  }
  return [...made.values()];
}
