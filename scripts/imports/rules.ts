import { isBuiltin } from "node:module";
import { posix } from "node:path";

import { cycles } from "./cycles.ts";
import type { ImportEdge, Module } from "./read-module.ts";
import type { PackageRule } from "./table.ts";

/** One import that the architecture refuses, and what to do about it. */
export interface Violation {
  readonly place: string;
  readonly message: string;
}

/** Every violation of the table by the given modules: refused edges, Node built-ins in portable code, cycles. */
export function violations(modules: readonly Module[], table: readonly PackageRule[]): Violation[] {
  return [
    ...modules.flatMap((module) => edgeViolations(module, table)),
    ...cycles(fileGraph(modules)).map((path) => ({
      place: path[0] ?? "",
      message: `import cycle between files: ${path.join(" → ")}. Move what both need into a third file.`,
    })),
    ...cycles(packageGraph(modules, table)).map((path) => ({
      place: path[0] ?? "",
      message: `import cycle between packages: ${path.join(" → ")}. Dependencies point one way.`,
    })),
  ];
}

function edgeViolations(module: Module, table: readonly PackageRule[]): Violation[] {
  const owner = ownerOf(module.path, table);
  if (!owner) return [];
  return module.imports.flatMap((edge) => {
    const message = refusal(module, edge, owner, table);
    return message === undefined ? [] : [{ place: `${module.path}:${edge.line}`, message }];
  });
}

function refusal(
  module: Module,
  edge: ImportEdge,
  owner: PackageRule,
  table: readonly PackageRule[],
): string | undefined {
  if (edge.specifier.startsWith(".")) {
    const target = posix.join(posix.dirname(module.path), edge.specifier);
    if (isInside(target, owner.folder)) return undefined;
    return `"${edge.specifier}" leaves ${owner.folder}. Import the other package by its name.`;
  }
  if (isBuiltin(edge.specifier)) {
    if (!owner.portable || !isPortableFile(module.path, owner)) return undefined;
    return `"${edge.specifier}" is a Node built-in, and ${owner.name} runs in browsers. Move the code below a node/ folder.`;
  }
  const target = table.find((rule) => isPackage(edge.specifier, rule.name));
  if (!target || target === owner || owner.mayImport.includes(edge.specifier)) return undefined;
  const allowed = owner.mayImport.join(", ") || "nothing of ours";
  return `${owner.name} may not import "${edge.specifier}" (it may import: ${allowed}). The table is scripts/imports/table.ts.`;
}

function isPortableFile(path: string, owner: PackageRule): boolean {
  const inside = path.slice(owner.folder.length + 1).split("/");
  return inside[0] === "src" && !inside.includes("node") && !path.endsWith(".test.ts");
}

/** Types may name each other in a circle: nothing of it is left when the program runs. TypeScript's nodenext spelling (`./x.js`) is resolved to the source (`./x.ts`). */
function fileGraph(modules: readonly Module[]): Map<string, string[]> {
  return new Map(
    modules.map((module) => [
      module.path,
      module.imports
        .filter((edge) => edge.specifier.startsWith(".") && !edge.typeOnly)
        .map((edge) => posix.join(posix.dirname(module.path), edge.specifier).replace(/\.js$/, ".ts")),
    ]),
  );
}

function packageGraph(modules: readonly Module[], table: readonly PackageRule[]): Map<string, string[]> {
  const graph = new Map<string, string[]>(table.map((rule) => [rule.name, []]));
  for (const module of modules) {
    const owner = ownerOf(module.path, table);
    for (const edge of module.imports) {
      const target = table.find((rule) => isPackage(edge.specifier, rule.name));
      if (owner && target && owner !== target) graph.get(owner.name)?.push(target.name);
    }
  }
  return graph;
}

function ownerOf(path: string, table: readonly PackageRule[]): PackageRule | undefined {
  return table.find((rule) => isInside(path, rule.folder));
}

function isInside(path: string, folder: string): boolean {
  return path.startsWith(`${folder}/`);
}

function isPackage(specifier: string, name: string): boolean {
  return specifier === name || specifier.startsWith(`${name}/`);
}
