import type { CodeSyntax, Import } from "@parlance/generator";

/** How TypeScript spells indentation, imports and doc comments. */
export const typescriptSyntax: CodeSyntax = {
  indent: "  ",

  imports(imports) {
    return [...Map.groupBy(imports, ({ from }) => from)].flatMap(([from, group]) => statements(from, group));
  },

  comment(lines) {
    const safe = lines.map((each) => each.replaceAll("*/", "*\\/"));
    return safe.length === 1 ? [`/** ${safe[0]} */`] : ["/**", ...safe.map((each) => ` * ${each}`.trimEnd()), " */"];
  },
};

/** One statement for values, with the types it brings along marked, or one for types alone. */
function statements(from: string, group: readonly Import[]): readonly string[] {
  const [module] = group;
  if (module?.qualifier !== undefined) {
    return [`import ${module.typeOnly === true ? "type " : ""}* as ${module.local} from ${JSON.stringify(from)};`];
  }
  const typesOnly = group.every(({ typeOnly }) => typeOnly === true);
  const specifiers = group.map(({ name, local, typeOnly }) => {
    const renamed = name === local ? name : `${name} as ${local}`;
    return typeOnly === true && !typesOnly ? `type ${renamed}` : renamed;
  });
  const open = typesOnly ? "import type {" : "import {";
  const line = `${open} ${specifiers.join(", ")} } from ${JSON.stringify(from)};`;
  return line.length <= 120
    ? [line]
    : [open, ...specifiers.map((each) => `  ${each},`), `} from ${JSON.stringify(from)};`];
}
