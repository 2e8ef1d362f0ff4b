import type { Contract } from "@parlance/contract";
import type { NameTable } from "@parlance/generator";
import { chosenName, pascalCase, spell } from "@parlance/generator";
import { nameParameters } from "./name-parameters.js";
import type { NamedOperation, OperationTypes } from "./named-contract.js";
import { reservedConstants, reservedMembers } from "./reserved-words.js";
import { type OperationPath, operationPath } from "./resource-path.js";
import type { UniqueNames } from "./unique-name.js";

/** An operation with its names and the place in the tree that it asks for. */
export interface PlacedOperation extends OperationPath {
  readonly named: NamedOperation;
}

/**
 * Gives every operation its names. Two operations whose constants are spelled alike are a `name-clash` in the table;
 * names of the operation's own types step aside for those of schemas.
 */
export function nameOperations({
  contract,
  constants,
  types,
}: {
  readonly contract: Contract;
  readonly constants: NameTable;
  readonly types: UniqueNames;
}): readonly PlacedOperation[] {
  return contract.operations.map((operation) => {
    const path = operationPath(operation);
    const id = chosenName(operation.id, operation.extensions);
    const spelled = spell(id, { letterCase: "camel", reserved: reservedConstants });
    const constant = constants.allocate({ spelled, source: operation.id, place: operation.place });
    const named = {
      operation,
      constant,
      contract: `${constant}Contract`,
      method: spell(path.method, { letterCase: "camel", reserved: reservedMembers }),
      parameters: nameParameters(operation),
      types: nameOperationTypes(pascalCase(id), types),
    };
    return { ...path, named };
  });
}

function nameOperationTypes(prefix: string, types: UniqueNames): OperationTypes {
  const start = /^\d/u.test(prefix) ? `_${prefix}` : prefix;
  const take = (suffix: string): string => types.take(`${start}${suffix}`, `${start}Call${suffix}`);
  return {
    params: take("Params"),
    data: take("Data"),
    item: take("Item"),
    headers: take("Headers"),
    errors: take("Errors"),
  };
}
