import type { CodeSyntax, Import } from "@parlance/generator";
import { docLines } from "./doc-lines.js";

/** How Go spells indentation, imports and doc comments. */
export const goSyntax: CodeSyntax = {
  indent: "\t",

  imports(imports) {
    const modules = [...new Map(imports.map((each) => [each.from, each])).values()];
    const [standard = [], others = []] = [true, false].map((wanted) =>
      modules.filter(({ from }) => isStandard(from) === wanted).map((each) => `\t${importSpec(each)}`),
    );
    const gap = standard.length > 0 && others.length > 0 ? [""] : [];
    return ["import (", ...standard, ...gap, ...others, ")"];
  },

  comment: (lines) => docLines(lines).map((each) => (each === "" ? "//" : `// ${each}`)),

  qualified: (module, name) => `${module}.${name}`,
};

/** Paths of the standard library have no dot in their first element. */
function isStandard(path: string): boolean {
  return !path.split("/", 1)[0]?.includes(".");
}

function importSpec({ from, local }: Import): string {
  const name = from.split("/").at(-1);
  return name === local ? JSON.stringify(from) : `${local} ${JSON.stringify(from)}`;
}
