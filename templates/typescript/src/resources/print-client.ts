import {
  clientDescriptor,
  Code,
  type NamedContract,
  part,
  type PrintedFile,
  type PrintOptions,
} from "@parlance/generator";
import { header } from "../code/header.js";
import { literal } from "../code/literal.js";
import { runtimeType, runtimeValue } from "../code/runtime.js";
import { typescriptSyntax } from "../code/typescript-syntax.js";
import type { OperationShape } from "../operations/operation-shape.js";
import { addMethod } from "./print-resource.js";

/** Prints the class an application begins with: all resources as properties, operations without a resource as methods. */
export function printClient(
  { client, contract, files, root }: NamedContract,
  shapes: ReadonlyMap<string, OperationShape>,
): PrintedFile {
  const code = new Code(typescriptSyntax).declare(client);
  const own = files.find(({ resource }) => resource.path.length === 0);
  code.doc(contract.info.docs?.description ?? `Client of ${contract.info.title}.`);
  code.block(part`export class ${client} extends ${runtimeValue("Client")} {`, "}", () => {
    for (const { file, resource } of files.filter((each) => each !== own)) {
      const { className: name, property } = resource;
      code.line(part`readonly ${property} = new ${{ name, from: `./resources/${file}.gen.js` }}(this);`);
    }
    code.blank();
    code.doc("Throws `ConfigurationError` for options that cannot work; what is left out comes from the environment.");
    code.block(part`constructor(options: ${runtimeType("SdkOptions")} = {}) {`, "}", () => {
      const setup = { name: "setup", from: "./setup.gen.js" };
      code.line(part`super(${runtimeValue("resolveOptions")}(options, ${setup}), ${setup});`);
    });
    const context = { location: { file: own?.file ?? "client", root: "." }, shapes } as const;
    root.operations.forEach((named) => addMethod({ code: code.blank(), named, context, client: "this" }));
  });
  return { path: "src/client.gen.ts", text: code.print([header]) };
}

/** Prints what the contract says about all operations: servers, security schemes, and who is asking. */
export function printSetup({ contract }: NamedContract, options: PrintOptions): PrintedFile {
  const code = new Code(typescriptSyntax).declare("setup");
  code.doc("What the contract says about all operations.");
  const setup = literal(clientDescriptor(contract, options), 60);
  code.line(part`export const setup: ${runtimeType("ClientSetup")} = ${setup};`);
  return { path: "src/setup.gen.ts", text: code.print([header]) };
}
