import type { Contract } from "@parlance/contract";
import { chosenName } from "../names/chosen-name.js";
import type { NameTable } from "../names/name-table.js";
import { spell, spellWith } from "../names/spell.js";
import { nameHeaders } from "./name-headers.js";
import { nameParameters } from "./name-parameters.js";
import type { NamedOperation, OperationTypes } from "./named-contract.js";
import { type OperationPath, operationPath } from "./resource-path.js";
import type { OperationTypeSort, Spelling } from "./spelling.js";
import type { UniqueNames } from "./unique-names.js";

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
  spelling,
  constants,
  types,
}: {
  readonly contract: Contract;
  readonly spelling: Spelling;
  readonly constants: NameTable;
  readonly types: UniqueNames;
}): readonly PlacedOperation[] {
  return contract.operations.map((operation) => {
    const path = operationPath(operation);
    const id = chosenName(operation.id, operation.extensions);
    const spelled = spell(id, spelling.constants);
    const constant = constants.allocate({ spelled, source: operation.id, place: operation.place });
    const named = {
      operation,
      constant,
      method: spell(path.method, spelling.members),
      parameters: nameParameters(operation, spelling),
      headers: nameHeaders(operation, spelling.headers),
      types: nameOperationTypes(id, spelling, types),
    };
    return { ...path, named };
  });
}

function nameOperationTypes(
  id: string,
  { types: rules, operationTypes: added }: Spelling,
  types: UniqueNames,
): OperationTypes {
  const take = (sort: OperationTypeSort): string =>
    types.take(spellWith(id, added[sort], rules), spellWith(id, `call ${added[sort]}`, rules));
  return {
    params: take("params"),
    data: take("data"),
    item: take("item"),
    headers: take("headers"),
    errors: take("errors"),
  };
}
