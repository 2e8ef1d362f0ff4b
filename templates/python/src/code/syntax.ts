import type { CodeSyntax, Import } from "@parlance/generator";

/** How Python spells indentation, imports and doc comments. */
export const pythonSyntax: CodeSyntax = {
  indent: "    ",

  imports(imports) {
    const types = imports.filter(({ typeOnly }) => typeOnly === true);
    const values = imports.filter(({ typeOnly }) => typeOnly !== true);
    if (types.length === 0) {
      return statements(values);
    }
    const checking = { name: "TYPE_CHECKING", from: "typing", local: "TYPE_CHECKING" };
    const all = [...values, checking].toSorted((a, b) => order(a, b));
    return [...statements(all), "", "if TYPE_CHECKING:", ...statements(types).map((each) => `    ${each}`)];
  },

  comment(lines) {
    const safe = lines.map((each) => each.replaceAll("\\", "\\\\").replaceAll('"""', '\\"\\"\\"'));
    const [first = ""] = safe;
    return safe.length === 1
      ? [`"""${first}${first.endsWith('"') ? " " : ""}"""`]
      : [`"""${first}`, ...safe.slice(1), '"""'];
  },
};

function order(a: Import, b: Import): number {
  if (a.from === b.from) {
    return a.name < b.name ? -1 : 1;
  }
  return a.from < b.from ? -1 : 1;
}

/** The statements, the standard library's first. */
function statements(imports: readonly Import[]): readonly string[] {
  const groups = [...Map.groupBy(imports, ({ from }) => from)];
  const [standard, others] = [true, false].map((wanted) =>
    groups.filter(([from]) => isStandard(from) === wanted).flatMap(([from, group]) => statement(from, group)),
  );
  const [first = [], second = []] = [standard, others];
  return first.length > 0 && second.length > 0 ? [...first, "", ...second] : [...first, ...second];
}

function isStandard(module: string): boolean {
  return ["builtins", "collections", "functools", "typing"].includes(module.split(".")[0] ?? "");
}

function statement(from: string, group: readonly Import[]): readonly string[] {
  const [module] = group;
  if (module?.qualifier !== undefined) {
    return [importModule(from, module.local)];
  }
  const names = group.map(({ name, local }) => (name === local ? name : `${name} as ${local}`));
  const line = `from ${from} import ${names.join(", ")}`;
  return line.length <= 110 ? [line] : [`from ${from} import (`, ...names.map((each) => `    ${each},`), ")"];
}

function importModule(from: string, local: string): string {
  const cut = from.lastIndexOf(".");
  const name = from.slice(cut + 1);
  const renamed = name === local ? name : `${name} as ${local}`;
  return cut < 0 ? `import ${renamed}` : `from ${from.slice(0, cut)} import ${renamed}`;
}
