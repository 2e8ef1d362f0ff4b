import { Code, type NamedContract, type PrintedFile, type PrintOptions } from "@parlance/generator";
import { printFile } from "../code/print-file.js";
import { runtimeModule, socketModule } from "../code/runtime.js";
import { goSyntax } from "../code/syntax.js";
import { docLines } from "../code/doc-lines.js";
import { modulePathOf, packageNameOf } from "./package-name.js";

/** Prints the module file and the package's own doc comment. */
export function printPackage(
  { contract, channels, sockets }: NamedContract,
  options: PrintOptions,
): readonly PrintedFile[] {
  const name = packageNameOf(options);
  const { title, version, docs } = contract.info;
  const about = [`Package ${name} calls ${title} ${version}.`, docs?.description ?? docs?.summary ?? ""]
    .join("\n\n")
    .trim();
  const comment = docLines(about.split("\n")).map((each) => `// ${each}`.trimEnd());
  const doc = printFile(name, "doc", new Code(goSyntax));
  const indirect =
    channels.length + sockets.channels.length > 0
      ? `\nrequire ${socketModule.path} ${socketModule.version} // indirect\n`
      : "";
  return [
    {
      path: "go.mod",
      text: `module ${modulePathOf(options)}\n\ngo 1.23\n\nrequire ${runtimeModule.path} ${runtimeModule.version}\n${indirect}`,
    },
    {
      path: doc.path,
      text: doc.text.trimEnd().replace(`package ${name}`, () => `${comment.join("\n")}\npackage ${name}\n`),
    },
  ];
}
