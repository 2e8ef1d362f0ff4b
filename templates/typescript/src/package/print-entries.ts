import { Code, type NamedContract, part, type Part, type PrintedFile } from "@parlance/generator";
import { header } from "../code/header.js";
import { runtimeModule } from "../code/runtime.js";
import { typescriptSyntax } from "../code/typescript-syntax.js";
import { contractConstant } from "../names/contract-constant.js";
import { runtimeExports } from "./runtime-exports.js";

/**
 * Prints the entries of the package: the client with all types, the calls without the client's tree, the operations, the
 * schemas and the contracts. `typeFiles` are the printed files that hold nothing but types.
 */
export function printEntries(named: NamedContract, typeFiles: readonly string[]): readonly PrintedFile[] {
  const files = named.files.filter(({ operations }) => operations.length > 0).map(({ file }) => file);
  return [
    entry("index.ts", indexLines(named, typeFiles)),
    entry("core.gen.ts", [
      `export { Client, call, isError, paginate, request, resolveOptions, stream } from "${runtimeModule}";`,
      `export type { CallOptions, ClientOptions } from "${runtimeModule}";`,
      `export { setup } from "./setup.gen.js";`,
    ]),
    entry(
      "operations.gen.ts",
      files.map((file) => `export * from "./operations/${file}.gen.js";`),
    ),
    contractsEntry(named),
  ];
}

function indexLines(named: NamedContract, typeFiles: readonly string[]): readonly string[] {
  const taken = new Set([named.client, ...[...named.types.values()].map(({ name }) => name)]);
  const free = (names: readonly string[]): readonly string[] => names.filter((each) => !taken.has(each));
  return [
    `export { ${named.client} } from "./client.gen.js";`,
    ...named.files
      .filter(({ resource }) => resource.path.length > 0)
      .map(({ file }) => `export * from "./resources/${file}.gen.js";`),
    ...typeFiles.map((path) => `export type * from "./${path.replace(/^src\//u, "").replace(/\.ts$/u, ".js")}";`),
    "export {",
    ...free(runtimeExports.values).map((each) => `  ${each},`),
    ...free(runtimeExports.types).map((each) => `  type ${each},`),
    `} from "${runtimeModule}";`,
  ];
}

/** All contracts by name, and in one list for clients that check every body. */
function contractsEntry({ files, channels }: NamedContract): PrintedFile {
  const code = new Code(typescriptSyntax);
  const filled = files.filter(({ operations }) => operations.length > 0);
  filled.forEach(({ file }) => code.line(`export * from "./contracts/${file}.gen.js";`));
  if (channels.length > 0) {
    code.line(`export * from "./channel-contracts.gen.js";`);
  }
  const all: readonly Part[] = filled.flatMap(({ file, operations }) =>
    operations.map((each) => ({ name: contractConstant(each), from: `./contracts/${file}.gen.js` })),
  );
  code.blank().doc("Every operation's contract, for `validator(allContracts)`.");
  const contract = { name: "OperationContract", from: runtimeModule, typeOnly: true } as const;
  code.block(part`export const allContracts: readonly ${contract}[] = [`, "];", () => {
    all.forEach((each) => code.line(part`${each},`));
  });
  return { path: "src/contracts.gen.ts", text: code.print([header]) };
}

function entry(name: string, lines: readonly string[]): PrintedFile {
  return { path: `src/${name}`, text: [header, "", ...(lines.length > 0 ? lines : ["export {};"]), ""].join("\n") };
}
