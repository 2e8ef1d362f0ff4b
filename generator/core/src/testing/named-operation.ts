import type { Contract, Operation } from "@parlance/contract";
import { nameContract } from "../naming/name-contract.js";
import type { NamedContract, NamedOperation } from "../naming/named-contract.js";
import { contractWith, operation } from "./contracts.js";
import { snakeSpelling } from "./spelling.js";

/** The only operation of a contract, with its names. */
export function namedOperation(
  given: Partial<Operation>,
  rest: Partial<Contract> = {},
): { readonly operation: NamedOperation; readonly named: NamedContract } {
  const contract = contractWith({ ...rest, operations: [operation({ id: "things.get", ...given })] });
  const { named } = nameContract(contract, snakeSpelling, { environmentPrefix: "ACME" });
  const [found] = named.files.flatMap(({ operations }) => operations);
  if (found === undefined) {
    throw new Error("An operation that was given has no names");
  }
  return { operation: found, named };
}
