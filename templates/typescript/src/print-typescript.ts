import type { Contract } from "@parlance/contract";
import { nameContract, preferJson, type Printed, type PrintedFile, type PrintOptions } from "@parlance/generator";
import { printChannels } from "./channels/print-channels.js";
import { printContracts } from "./contracts/print-contracts.js";
import { header } from "./code/header.js";
import { operationShape } from "./operations/operation-shape.js";
import { ownTypes } from "./operations/own-types.js";
import { printOperations } from "./operations/print-operations.js";
import { printEntries } from "./package/print-entries.js";
import { printPackage } from "./package/print-package.js";
import { printReadme } from "./package/print-readme.js";
import { printClient, printSetup } from "./resources/print-client.js";
import { printResource } from "./resources/print-resource.js";
import { printSchemas } from "./schemas/print-schemas.js";
import { printTypes } from "./types/print-types.js";
import { printSockets } from "./sockets/print-sockets.js";
import { typesDocument } from "./types/types-document.js";
import { spelling } from "./names/spelling.js";

/** Prints the SDK of a Contract. With a diagnostic that is an error there are no files. */
export async function printTypescript(contract: Contract, options: PrintOptions): Promise<Printed> {
  const { named, diagnostics } = nameContract(preferJson(contract), spelling, options);
  if (diagnostics.some(({ severity }) => severity === "error")) {
    return { files: [], diagnostics };
  }
  const operations = named.files.flatMap((each) => each.operations);
  const shapes = new Map(operations.map((each) => [each.constant, operationShape(each, named.types)]));
  const types = await printTypes(typesDocument(named, ownTypes(named.files, shapes)), header);
  const files: readonly PrintedFile[] = [
    ...types,
    ...named.files.filter((each) => each.operations.length > 0).map((each) => printOperations(each, named, shapes)),
    ...named.files.filter(({ resource }) => resource.path.length > 0).map((each) => printResource(each, shapes)),
    ...named.files.filter((each) => each.operations.length > 0).map((each) => printContracts(each, named)),
    printSchemas(named),
    printSetup(named, options),
    printClient(named, shapes),
    ...printChannels(named, options),
    ...printSockets(named),
    ...printEntries(
      named,
      types.map(({ path }) => path),
    ),
    ...printPackage(named, options),
    printReadme(named, options),
  ];
  return { files: files.toSorted((a, b) => (a.path < b.path ? -1 : 1)), diagnostics };
}
