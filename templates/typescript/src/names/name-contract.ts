import type { Contract, Diagnostic } from "@parlance/contract";
import { NameTable, type PrintOptions, spell } from "@parlance/generator";
import { nameOperations } from "./name-operations.js";
import { nameResources, resourceFiles } from "./name-resources.js";
import { nameTypes } from "./name-types.js";
import type { NamedContract } from "./named-contract.js";
import { reservedTypes } from "./reserved-words.js";
import { UniqueNames } from "./unique-name.js";

/** Settles all names of an SDK before anything is printed. With a diagnostic that is an error nothing should be printed. */
export function nameContract(
  contract: Contract,
  options: PrintOptions,
): { readonly named: NamedContract; readonly diagnostics: readonly Diagnostic[] } {
  const typeTable = new NameTable("schema types");
  const constants = new NameTable("operations");
  const types = nameTypes(contract, typeTable);
  const taken = new UniqueNames([...reservedTypes, ...[...types.values()].map(({ name }) => name)]);
  const client = taken.take(spell(options.environmentPrefix, { letterCase: "pascal" }), "Client");
  const operations = nameOperations({ contract, constants, types: taken });
  const root = nameResources({ client, operations, classes: taken });
  return {
    named: { contract, client, types, root, files: resourceFiles(root) },
    diagnostics: [...typeTable.diagnostics, ...constants.diagnostics],
  };
}
