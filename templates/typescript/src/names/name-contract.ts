import type { Contract, Diagnostic } from "@parlance/contract";
import { NameTable, type PrintOptions, spell } from "@parlance/generator";
import { nameChannels } from "./name-channels.js";
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
  const prefix = spell(options.environmentPrefix, { letterCase: "pascal" });
  const client = taken.take(prefix, "Client");
  const operations = nameOperations({ contract, constants, types: taken });
  const root = nameResources({ client, operations, classes: taken });
  const { realtime, channels, diagnostics } = nameChannels({ contract, types, prefix });
  return {
    named: { contract, client, realtime, channels, types, root, files: resourceFiles(root) },
    diagnostics: [...typeTable.diagnostics, ...constants.diagnostics, ...diagnostics],
  };
}
