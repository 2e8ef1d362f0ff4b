import type { Json, JsonObject } from "@parlance/contract";
import {
  clientDescriptor,
  Code,
  type NamedResource,
  part,
  type PrintedFile,
  type PrintOptions,
} from "@parlance/generator";
import { addAligned } from "../code/aligned.js";
import { quote } from "../code/literal.js";
import { printFile } from "../code/print-file.js";
import { codegenSymbol, runtimeSymbol } from "../code/runtime.js";
import { goSyntax } from "../code/syntax.js";
import { addOperations, type PrintContext } from "./print-resource.js";

/** Prints the type an application begins with: resources as fields, operations without a resource as methods. */
export function printClient(context: PrintContext): PrintedFile {
  const { contract: named, packageName } = context;
  const { client, root, contract } = named;
  const code = new Code(goSyntax);
  code.doc(`${client} is the client of ${contract.info.title}. It is safe for concurrent use.`);
  code.block(`type ${client} struct {`, "}", () => {
    code.line("*", runtimeSymbol("Client"));
    if (root.children.length > 0) {
      code.blank();
    }
    const rows = root.children.map((each) => ({
      doc: `${each.property} has the operations of ${each.path.join(".")}.`,
      cells: [each.property, `*${each.className}`],
    }));
    addAligned(code, rows);
  });
  addConstructor(code, client, root);
  addOperations(code, root, { type: client, client: "r.Client" }, context);
  return printFile(packageName, "client", code);
}

function addConstructor(code: Code, client: string, { children }: NamedResource): void {
  code.blank();
  code.doc(
    `NewClient sets a client up. What is left out comes from the environment, then from the contract; a setup that cannot work is a *runtime.ConfigurationError.`,
  );
  const options = part`options ...${runtimeSymbol("ClientOption")}`;
  code.block(part`func NewClient(${options}) (*${client}, error) {`, "}", () => {
    code.line(part`base, err := ${runtimeSymbol("NewClient")}(setup, options...)`);
    code.block("if err != nil {", "}", () => code.line("return nil, err"));
    code.line(`client := &${client}{Client: base}`);
    children.forEach((each) => code.line(`client.${each.property} = ${resourceText(each)}`));
    code.line("return client, nil");
  });
}

/** A resource with those below it, on one line. */
function resourceText({ className, children }: NamedResource): string {
  const below = children.map((each) => `, ${each.property}: ${resourceText(each)}`);
  return `&${className}{client: base${below.join("")}}`;
}

/** Prints what the contract says about all operations: servers, security schemes, and who is asking. */
export function printSetup({ contract: { contract }, packageName }: PrintContext, options: PrintOptions): PrintedFile {
  const code = new Code(goSyntax);
  // A module's path is no name by which servers would know an SDK.
  const named = { ...options, packageName: `${packageName}-go` };
  const { product, environment, server, security, applicationTokens } = clientDescriptor(contract, named);
  const { url, variables } = (server ?? {}) as JsonObject;
  code.block(part`var setup = ${codegenSymbol("Setup")}{`, "}", () => {
    addAligned(code, [
      { cells: ["Product:", `${text(product)},`] },
      { cells: ["Environment:", `${text(environment)},`] },
      ...(url === undefined ? [] : [{ cells: ["Server:", `${text(url)},`] }]),
      ...(variables === undefined
        ? []
        : [{ cells: ["Variables:", `map[string]string{${pairs(variables as JsonObject, text)}},`] }]),
      ...(security === undefined
        ? []
        : [
            {
              cells: [
                "Security:",
                part`map[string]${codegenSymbol("SecurityScheme")}{${pairs(security as JsonObject, schemeText)}},`,
              ],
            },
          ]),
      ...(applicationTokens === true ? [{ cells: ["ApplicationTokens:", "true,"] }] : []),
    ]);
  });
  return printFile(packageName, "setup", code);
}

function text(value: Json | undefined): string {
  return quote(typeof value === "string" ? value : "");
}

function pairs(values: JsonObject, write: (value: Json) => string): string {
  return Object.entries(values)
    .map(([key, value]) => `${quote(key)}: ${write(value)}`)
    .join(", ");
}

function schemeText(scheme: Json): string {
  const { type, in: place, name } = scheme as JsonObject;
  const further = type === "apiKey" ? `, In: ${text(place)}, Name: ${text(name)}` : "";
  return `{Type: ${text(type)}${further}}`;
}
