import type { Contract, Diagnostic } from "@parlance/contract";
import type { PrintOptions } from "../language/print-options.js";
import { NameTable } from "../names/name-table.js";
import { nameChannels } from "./name-channels.js";
import { nameOperations } from "./name-operations.js";
import { nameResources, resourceFiles } from "./name-resources.js";
import { nameTypes } from "./name-types.js";
import type { NamedContract } from "./named-contract.js";
import { nameSockets } from "./sockets/name-sockets.js";
import type { Spelling } from "./spelling.js";
import { UniqueNames } from "./unique-names.js";

/**
 * Settles all names of an SDK in a language before anything is printed. With a diagnostic that is an error (`name-clash`)
 * nothing should be printed.
 */
export function nameContract(
  contract: Contract,
  spelling: Spelling,
  { environmentPrefix: prefix }: Pick<PrintOptions, "environmentPrefix">,
): { readonly named: NamedContract; readonly diagnostics: readonly Diagnostic[] } {
  const typeTable = new NameTable("schema types");
  const constants = new NameTable("operations");
  const taken = new UniqueNames(spelling.types.reserved);
  const types = nameTypes({ contract, spelling, table: typeTable, taken });
  const client = taken.take(...spelling.client(prefix));
  const operations = nameOperations({ contract, spelling, constants, types: taken });
  const root = nameResources({ client, operations, spelling, classes: taken });
  const { realtime, channels, diagnostics } = nameChannels({ contract, types, prefix, spelling, taken });
  const { sockets, diagnostics: unsupported } = nameSockets({ contract, types, prefix, spelling, taken });
  return {
    named: { contract, client, realtime, channels, sockets, types, root, files: resourceFiles(root, spelling.files) },
    diagnostics: [...typeTable.diagnostics, ...constants.diagnostics, ...diagnostics, ...unsupported],
  };
}
