import {
  Code,
  type NamedContract,
  operationDescriptor,
  type OperationKind,
  part,
  type Part,
  type PrintedFile,
  type ResourceFile,
} from "@parlance/generator";
import { header } from "../code/header.js";
import { literal } from "../code/literal.js";
import { runtimeType } from "../code/runtime.js";
import { typescriptSyntax } from "../code/typescript-syntax.js";
import { operationDoc } from "./operation-doc.js";
import type { OperationShape } from "./operation-shape.js";
import { type OperationParts, operationParts } from "./operation-parts.js";

/** Prints the descriptors of a resource's operations: one constant each, so that a bundle holds only those it uses. */
export function printOperations(
  { file, operations }: ResourceFile,
  contract: NamedContract,
  shapes: ReadonlyMap<string, OperationShape>,
): PrintedFile {
  const code = new Code(typescriptSyntax);
  for (const named of operations) {
    const shape = shapes.get(named.constant);
    if (shape !== undefined) {
      const text = literal(operationDescriptor(named, contract), width);
      code.doc(operationDoc(named.operation));
      code
        .line(
          part`export const ${named.constant}: ${descriptorType(operationParts(shape, { file, root: ".." }), shape.kind)} = ${text};`,
        )
        .blank();
    }
  }
  return { path: `src/operations/${file}.gen.ts`, text: code.print([header]) };
}

/** Descriptors are always written one member a line. */
const width = 120;

function descriptorType({ params, data, item, headers, errors }: OperationParts, kind: OperationKind): Part {
  switch (kind) {
    case "call":
      return part`${runtimeType("Operation")}<${params}, ${data}, ${headers}, ${errors}>`;
    case "page":
      return part`${runtimeType("PagedOperation")}<${params}, ${item}, ${data}, ${headers}, ${errors}>`;
    case "sequence":
      return part`${runtimeType("SequenceOperation")}<${params}, ${data}, ${headers}, ${errors}>`;
  }
}
