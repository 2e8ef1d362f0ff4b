import {
  clientDescriptor,
  type Code,
  type ImportedSymbol,
  type NamedContract,
  part,
  type Part,
  type PrintedFile,
  type PrintOptions,
} from "@parlance/generator";
import { addClass } from "../code/add-class.js";
import { printModule } from "../code/print-module.js";
import { runtimeType, runtimeValue } from "../code/runtime.js";
import { addSetup } from "../package/add-setup.js";
import { classIn, type Mode, modes } from "./print-method.js";
import { addAnswers, addMember, addMethods, type PrintContext } from "./print-resource.js";

/** Prints the classes an application begins with: resources as properties, operations without a resource as methods. */
export function printClient(named: NamedContract, context: PrintContext): PrintedFile {
  return printModule(`${context.root}.client`, "The clients an application begins with.", (code) => {
    modes.forEach((mode) => addClient(code, named, mode, context));
  });
}

function addClient(code: Code, named: NamedContract, mode: Mode, context: PrintContext): void {
  const { client, contract, files, root } = named;
  const own = files.find(({ resource }) => resource.path.length === 0);
  const doc = contract.info.docs?.description ?? `Client of ${contract.info.title}.`;
  addClass(code, { name: classIn(mode, client), base: runtimeValue(classIn(mode, "SdkClient")), doc }, () => {
    const setup = { name: "setup", from: `${context.root}.setup` };
    addInit(code, runtimeType(classIn(mode, "ClientOptions")), setup);
    for (const { file, resource } of files.filter((each) => each !== own)) {
      addMember(code, resource.property, {
        name: classIn(mode, resource.className),
        module: `${context.root}.resources.${file}`,
        doc: `Operations of \`${resource.property}\`.`,
        taken: "self._client",
      });
    }
    const rest = { ...context, file: own?.file ?? "client", mode };
    addAnswers(code, { ...root, className: client }, rest);
    addMethods(code, root.operations, rest);
  });
}

/** Adds the constructor of a client. */
export function addInit(code: Code, options: ImportedSymbol, setup: Part): void {
  const unpack = { name: "Unpack", from: "typing_extensions", typeOnly: true } as const;
  code.blank().line(part`def __init__(self, **options: ${unpack}[${options}]) -> None:`);
  code.indented(() => {
    code.doc(
      "What is left out comes from the environment, then from the contract.\n\nRaises `ConfigurationError` for options that cannot work.",
    );
    code.line(part`super().__init__(${setup}, **options)`);
  });
}

/** Prints what the contract says about all operations: servers, security schemes, and who is asking. */
export function printSetup({ contract }: NamedContract, options: PrintOptions, root: string): PrintedFile {
  return printModule(`${root}.setup`, "What the contract says about all operations.", (code) => {
    addSetup(code, runtimeValue("ClientSetup"), clientDescriptor(contract, options));
  });
}
