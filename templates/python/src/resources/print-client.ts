import {
  clientDescriptor,
  Code,
  type NamedContract,
  part,
  type PrintedFile,
  type PrintOptions,
} from "@parlance/generator";
import type { Json, JsonObject } from "@parlance/contract";
import { literal, scalar } from "../code/literal.js";
import { modulePath } from "../code/module-path.js";
import { printModule } from "../code/print-module.js";
import { beforeClass } from "../code/top-level.js";
import { runtimeType, runtimeValue } from "../code/runtime.js";
import { pythonSyntax } from "../code/syntax.js";
import { classIn, type Mode } from "./print-method.js";
import { addAnswers, addMethods, type ResourceContext } from "./print-resource.js";

/** Prints the classes an application begins with: resources as properties, operations without a resource as methods. */
export function printClient(named: NamedContract, context: Omit<ResourceContext, "file">): PrintedFile {
  const code = new Code(pythonSyntax);
  for (const mode of ["sync", "async"] as const) {
    code.declare(classIn(mode, named.client));
    addClient(code, named, mode, context);
  }
  return printModule(modulePath(`${context.root}.client`), "The clients an application begins with.", code);
}

function addClient(code: Code, named: NamedContract, mode: Mode, context: Omit<ResourceContext, "file">): void {
  const { client, contract, files, root } = named;
  const own = files.find(({ resource }) => resource.path.length === 0);
  beforeClass(code)
    .line(part`class ${classIn(mode, client)}(${runtimeValue(classIn(mode, "SdkClient"))}):`)
    .indented(() => {
      code.doc(contract.info.docs?.description ?? `Client of ${contract.info.title}.`).blank();
      const options = runtimeType(classIn(mode, "ClientOptions"));
      const unpack = { name: "Unpack", from: "typing_extensions", typeOnly: true } as const;
      code.line(part`def __init__(self, **options: ${unpack}[${options}]) -> None:`).indented(() => {
        code.doc(
          "What is left out comes from the environment, then from the contract.\n\nRaises `ConfigurationError` for options that cannot work.",
        );
        code.line(part`super().__init__(${{ name: "setup", from: `${context.root}.setup` }}, **options)`);
      });
      for (const { file, resource } of files.filter((each) => each !== own)) {
        addResource(code, resource.property, {
          mode,
          name: classIn(mode, resource.className),
          module: `${context.root}.resources.${file}`,
        });
      }
      const file = own?.file ?? "client";
      addAnswers(code, { ...root, className: client }, mode, { ...context, file });
      addMethods(code, root.operations, mode, { ...context, file });
    });
  code.blank();
}

function addResource(
  code: Code,
  property: string,
  { name, module }: { mode: Mode; name: string; module: string },
): void {
  code.blank().line(part`@${{ name: "cached_property", from: "functools" }}`);
  code.line(part`def ${property}(self) -> ${{ name, from: module, typeOnly: true }}:`).indented(() => {
    code.doc(`Operations of \`${property}\`.`);
    code.line(`from ${module} import ${name}`).blank().line(`return ${name}(self._client)`);
  });
}

/** Prints what the contract says about all operations: servers, security schemes, and who is asking. */
export function printSetup({ contract }: NamedContract, options: PrintOptions, root: string): PrintedFile {
  const code = new Code(pythonSyntax).declare("setup");
  const { product, environment, server, security } = clientDescriptor(contract, options);
  code.line(part`setup = ${runtimeValue("ClientSetup")}(`).indented(() => {
    code.line(`product=${literal(product ?? null)},`).line(`environment=${literal(environment ?? null)},`);
    if (server !== undefined) {
      const { url, variables } = server as JsonObject;
      const given = variables === undefined ? "" : `, ${literal(variables)}`;
      code.line(part`server=${runtimeValue("Server")}(${literal(url ?? "")}${given}),`);
    }
    if (security !== undefined) {
      code.block("security={", "},", () => {
        Object.entries(security as JsonObject).forEach(([name, scheme]) => addScheme(code, name, scheme));
      });
    }
  });
  code.line(")");
  return printModule(modulePath(`${root}.setup`), "What the contract says about all operations.", code);
}

function addScheme(code: Code, scheme: string, descriptor: Json): void {
  const { type, in: place, name } = descriptor as JsonObject;
  const text =
    type === "apiKey"
      ? part`${runtimeValue("ApiKey")}(${literal(place ?? "")}, ${literal(name ?? "")})`
      : part`${runtimeValue(type === "basic" ? "Basic" : "Bearer")}()`;
  code.line(part`${scalar(scheme)}: ${text},`);
}
