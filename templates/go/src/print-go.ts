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
import { packageNameOf } from "./package/package-name.js";
import { printPackage } from "./package/print-package.js";
import { printReadme } from "./package/print-readme.js";
import { printClient, printSetup } from "./resources/print-client.js";
import { printResource } from "./resources/print-resource.js";
import { printSockets } from "./sockets/print-sockets.js";
import { printTypes, printUnknown, typeSite } from "./types/print-types.js";

/** Prints the SDK of a Contract. With a diagnostic that is an error there are no files. */
export async function printGo(contract: Contract, options: PrintOptions): Promise<Printed> {
  const lifted = liftContract(preferJson(contract));
  const { named, diagnostics: clashes } = nameContract(lifted, spelling, options);
  const diagnostics = [...clashes, ...intersectionsUnsupported(lifted), ...extraMembersUntyped(lifted)];
  if (diagnostics.some(({ severity }) => severity === "error")) {
    return { files: [], diagnostics };
  }
  const packageName = packageNameOf(options);
  const site = typeSite(named.types);
  const operations = named.files.flatMap((each) => each.operations);
  const shapes = new Map(operations.map((each) => [each.constant, operationShape(each, site)]));
  const context = { contract: named, site, shapes, packageName };
  const code: readonly PrintedFile[] = [
    ...printTypes(named, packageName, site),
    ...named.files.filter(({ resource }) => resource.path.length > 0).map((each) => printResource(each, context)),
    printClient(context),
    printSetup(context, options),
    ...printRealtime(context, options),
    ...printSockets(context),
  ];
  const files = [
    ...code,
    ...printUnknown(code, packageName),
    ...printPackage(named, options),
    printReadme(named, options),
  ];
  return { files: files.toSorted((a, b) => (a.path < b.path ? -1 : 1)), diagnostics };
}
