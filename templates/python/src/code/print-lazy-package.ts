import { Code, type PrintedFile } from "@parlance/generator";
import { printModule } from "./print-module.js";
import { pythonSyntax } from "./syntax.js";
import { runtimeValue } from "./runtime.js";
import { part } from "@parlance/generator";

/** A package whose names are imported when they are first used (PEP 562); tools see them at once. */
export function printLazyPackage(
  path: string,
  about: string,
  names: readonly (readonly [name: string, module: string])[],
): PrintedFile {
  const code = new Code(pythonSyntax);
  const sorted = names.toSorted(([a], [b]) => (a < b ? -1 : 1));
  const tools = { name: "TYPE_CHECKING", from: "typing" };
  if (sorted.length > 0) {
    code.line(part`if ${tools}:`).indented(() => {
      sorted.forEach(([name, module]) => code.line(`from ${module} import ${name} as ${name}`));
    });
    code.blank();
  }
  code.line("__all__ = [").indented(() => sorted.forEach(([name]) => code.line(`"${name}",`)));
  code.line("]").blank();
  code.line(part`__getattr__ = ${{ ...runtimeValue("lazy_names") }}(`).indented(() => {
    code.line("__name__,").line("{");
    code.indented(() => sorted.forEach(([name, module]) => code.line(`"${name}": "${module}",`)));
    code.line("},");
  });
  code.line(")");
  return printModule(path, about, code);
}
