import { Code, type NamedContract, type NamedResource, type PrintedFile, type ResourceFile } from "@parlance/generator";
import { addAligned } from "../code/aligned.js";
import { printFile } from "../code/print-file.js";
import { runtimeSymbol } from "../code/runtime.js";
import { goSyntax } from "../code/syntax.js";
import type { OperationShape } from "../operations/operation-shape.js";
import { addOperation } from "../operations/print-operations.js";
import type { TypeSite } from "../types/type-expression.js";
import { addMethod, type Receiver } from "./print-method.js";

/** What the printers of methods need beside their operation. */
export interface PrintContext {
  readonly contract: NamedContract;
  readonly site: TypeSite;
  readonly shapes: ReadonlyMap<string, OperationShape>;
  readonly packageName: string;
}

/** Prints a top-level resource: its type and those below it, methods, parameters and descriptors. */
export function printResource({ file, resource }: ResourceFile, context: PrintContext): PrintedFile {
  const code = new Code(goSyntax);
  addResource(code, resource, context);
  return printFile(context.packageName, file, code);
}

function addResource(code: Code, resource: NamedResource, context: PrintContext): void {
  const { className, children, path } = resource;
  code.blank().doc(`${className} has the operations of ${path.join(".")}.`);
  code.block(`type ${className} struct {`, "}", () => {
    addAligned(code, [
      { cells: ["client", ["*", runtimeSymbol("Client")]] },
      ...children.map((each) => ({
        doc: `${each.property} has the operations of ${each.path.join(".")}.`,
        cells: [each.property, `*${each.className}`],
      })),
    ]);
  });
  addOperations(code, resource, { type: className, client: "r.client" }, context);
  children.forEach((each) => addResource(code, each, context));
}

/** Adds the methods of a resource's own operations, each with what it takes and its descriptor. */
export function addOperations(
  code: Code,
  { operations }: NamedResource,
  receiver: Receiver,
  { contract, site, shapes }: PrintContext,
): void {
  for (const named of operations) {
    const shape = shapes.get(named.constant);
    if (shape !== undefined) {
      addMethod(code, named, shape, receiver);
      addOperation(code, named, shape, { contract, site });
    }
  }
}
