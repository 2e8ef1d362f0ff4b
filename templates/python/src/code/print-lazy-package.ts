import { part, type PrintedFile } from "@parlance/generator";
import { printModule } from "./print-module.js";
import { runtimeValue } from "./runtime.js";

/** A package whose names are imported when they are first used (PEP 562); tools see them at once. */
export function printLazyPackage(
  module: string,
  about: string,
  names: readonly (readonly [name: string, module: string])[],
): PrintedFile {
  const sorted = names.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return printModule(`${module}.__init__`, about, (code) => {
    if (sorted.length > 0) {
      code.line(part`if ${{ name: "TYPE_CHECKING", from: "typing" }}:`).indented(() => {
        sorted.forEach(([name, from]) => code.line(`from ${from} import ${name} as ${name}`));
      });
      code.blank();
    }
    code.block("__all__ = [", "]", () => sorted.forEach(([name]) => code.line(`"${name}",`)));
    code.blank().block(part`__getattr__ = ${runtimeValue("lazy_names")}(`, ")", () => {
      code.line("__name__,");
      code.block("{", "},", () => sorted.forEach(([name, from]) => code.line(`"${name}": "${from}",`)));
    });
  });
}
