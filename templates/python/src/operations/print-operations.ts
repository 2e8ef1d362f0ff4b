import {
  type NamedContract,
  operationDescriptor,
  part,
  type PrintedFile,
  type ResourceFile,
} from "@parlance/generator";
import { printModule } from "../code/print-module.js";
import { operationText } from "./operation-text.js";

/** Prints the descriptors of a resource's operations. */
export function printOperations(
  { file, operations, resource }: ResourceFile,
  contract: NamedContract,
  root: string,
): PrintedFile {
  const about = `Operations of \`${resource.path.join(".") || "the client"}\` as data.`;
  return printModule(`${root}.operations.${file}`, about, (code) => {
    for (const named of operations) {
      code.line(part`${named.constant} = ${operationText(operationDescriptor(named, contract))}`).blank();
    }
  });
}
