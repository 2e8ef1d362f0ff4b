import { pascalCase } from "@parlance/generator";
import type { Operation, Parameter } from "@parlance/contract";
import type { NamedParameter } from "./named-contract.js";
import { propertyIdentifier } from "./identifier.js";
import { reservedParameters } from "./reserved-words.js";
import { UniqueNames } from "./unique-name.js";

/**
 * Gives every parameter its key in `params`. Those whose names clash, with each other or with `body`, get their place as
 * prefix (`queryBody`). The idempotency header is left out: it is a call option.
 */
export function nameParameters(operation: Operation): readonly NamedParameter[] {
  const parameters = operation.parameters.filter((each) => !isIdempotencyHeader(each, operation));
  const uses = Map.groupBy(parameters, ({ name }) => propertyIdentifier(name));
  const keys = new UniqueNames(reservedParameters);
  return parameters.map((parameter) => {
    const plain = propertyIdentifier(parameter.name);
    const placed = `${parameter.in}${pascalCase(parameter.name)}`;
    return { key: uses.get(plain)?.length === 1 ? keys.take(plain, placed) : keys.take(placed), parameter };
  });
}

function isIdempotencyHeader({ in: place, name }: Parameter, { idempotencyHeader }: Operation): boolean {
  return place === "header" && name.toLowerCase() === idempotencyHeader?.toLowerCase();
}
