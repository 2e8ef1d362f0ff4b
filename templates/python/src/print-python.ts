import type { Contract } from "@parlance/contract";
import {
  extraMembersUntyped,
  intersectionsUnsupported,
  liftContract,
  nameContract,
  preferJson,
  type Printed,
  type PrintedFile,
  type PrintOptions,
} from "@parlance/generator";
import { printRealtime } from "./channels/print-realtime.js";
import { spelling } from "./names/spelling.js";
import { operationShape } from "./operations/operation-shape.js";
import { printHeaders } from "./operations/print-headers.js";
import { printOperations } from "./operations/print-operations.js";
import { printEntries } from "./package/print-entry.js";
import { importName } from "./package/package-name.js";
import { printPackage } from "./package/print-package.js";
import { printReadme } from "./package/print-readme.js";
import { printClient, printSetup } from "./resources/print-client.js";
import { printAnswers, printResource } from "./resources/print-resource.js";
import { printSockets } from "./sockets/print-sockets.js";
import { printTypes } from "./types/print-types.js";

/** Prints the SDK of a Contract. With a diagnostic that is an error there are no files. */
export async function printPython(contract: Contract, options: PrintOptions): Promise<Printed> {
  const lifted = liftContract(preferJson(contract));
  const { named, diagnostics: clashes } = nameContract(lifted, spelling, options);
  const diagnostics = [...clashes, ...intersectionsUnsupported(lifted), ...extraMembersUntyped(lifted)];
  if (diagnostics.some(({ severity }) => severity === "error")) {
    return { files: [], diagnostics };
  }
  const root = importName(options.packageName);
  const used = named.files.filter(({ operations }) => operations.length > 0);
  const operations = used.flatMap((each) => each.operations);
  const shapes = new Map(operations.map((each) => [each.constant, operationShape(each, named.types, root)]));
  const context = { root, shapes };
  const files: readonly PrintedFile[] = [
    ...printTypes(named, root),
    ...used.flatMap((each) => [printOperations(each, named, root), printAnswers(each, context)]),
    ...used.flatMap((each) => printHeaders(each, named, root) ?? []),
    ...named.files.filter(({ resource }) => resource.path.length > 0).map((each) => printResource(each, context)),
    printSetup(named, options, root),
    printClient(named, context),
    ...printRealtime(named, options, root),
    ...printSockets(named, root),
    ...printEntries(named, options),
    ...printPackage(named, options),
    printReadme(named, options),
  ];
  return { files: files.toSorted((a, b) => (a.path < b.path ? -1 : 1)), diagnostics };
}
