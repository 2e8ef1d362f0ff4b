import type { Contract } from "@parlance/contract";
import { nameContract, pascalCase, type Printed, type PrintOptions, UniqueNames } from "@parlance/generator";
import { header } from "../code/header.js";
import { printTypes } from "../types/print-types.js";
import { typesDocument } from "../types/types-document.js";
import { closeContract } from "./close-contract.js";
import { serverOperationDocument } from "./operation-document.js";
import { printHandlers } from "./print-handlers.js";
import { spelling } from "../names/spelling.js";

/**
 * Prints what a server in TypeScript needs of a Contract: `types.gen.ts` with all schemas and operations, and
 * `handlers.gen.ts` with the types of its handlers. No package and no client, so the files fit into the server's own source.
 */
export async function printServer(contract: Contract, options: PrintOptions): Promise<Printed> {
  const { named, diagnostics } = nameContract(closeContract(contract), spelling, options);
  if (diagnostics.some(({ severity }) => severity === "error")) {
    return { files: [], diagnostics };
  }
  const names = new UniqueNames([...named.types.values()].map(({ name }) => name));
  const operations = named.files
    .flatMap((each) => each.operations)
    .map((each) => ({ named: each, type: names.take(`${pascalCase(each.constant)}Operation`) }));
  const own = operations.map(({ named: { operation }, type }) => {
    return { name: type, document: serverOperationDocument(operation, named.types), file: "types" };
  });
  const types = await printTypes(typesDocument(named, own), header);
  const files = [
    ...types.map(({ path, text }) => ({ path: path.replace(/^src\//u, ""), text })),
    printHandlers(operations),
  ];
  return { files: files.toSorted((a, b) => (a.path < b.path ? -1 : 1)), diagnostics };
}
