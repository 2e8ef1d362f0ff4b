import type { Operation, Parameter } from "@parlance/contract";
import { spell, spellWith } from "../names/spell.js";
import type { NamedParameter } from "./named-contract.js";
import type { MemberRules, Spelling } from "./spelling.js";
import { UniqueNames } from "./unique-names.js";

/**
 * Gives every parameter its key, and its name as an argument. Those whose names clash, with each other or with names of ours
 * such as `body`, get their place as prefix (`queryBody`). The idempotency header is left out: it is a call option.
 */
export function nameParameters(
  operation: Operation,
  spelling: Pick<Spelling, "parameters" | "arguments">,
): readonly NamedParameter[] {
  const parameters = operation.parameters.filter((each) => !isIdempotencyHeader(each, operation));
  const keys = names(parameters, spelling.parameters);
  const own = spelling.arguments === undefined ? keys : names(parameters, spelling.arguments);
  return parameters.map((parameter, index) => {
    const key = keys[index] ?? parameter.name;
    return { key, argument: own[index] ?? key, parameter };
  });
}

function names(parameters: readonly Parameter[], rules: MemberRules): readonly string[] {
  const uses = Map.groupBy(parameters, ({ name }) => spell(name, rules));
  const taken = new UniqueNames(rules.taken);
  return parameters.map((parameter) => {
    const plain = spell(parameter.name, rules);
    const placed = spellWith(parameter.in, parameter.name, rules);
    return uses.get(plain)?.length === 1 ? taken.take(plain, placed) : taken.take(placed);
  });
}

function isIdempotencyHeader({ in: place, name }: Parameter, { idempotencyHeader }: Operation): boolean {
  return place === "header" && name.toLowerCase() === idempotencyHeader?.toLowerCase();
}
