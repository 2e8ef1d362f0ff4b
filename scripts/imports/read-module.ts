import { parseSync } from "oxc-parser";

/** One import, re-export or dynamic import with a literal specifier. */
export interface ImportEdge {
  readonly specifier: string;
  /** Line in the importing file, from 1. */
  readonly line: number;
  /** Whether it takes types alone, so that nothing of it is left when the program runs. */
  readonly typeOnly: boolean;
}

/** One source file and what it imports. `path` is relative to the repository, with forward slashes. */
export interface Module {
  readonly path: string;
  readonly imports: readonly ImportEdge[];
}

/**
 * Reads the imports of one source file.
 *
 * @throws Error when the file does not parse: a rule that skips a file would be no rule.
 */
export function readModule(path: string, source: string): Module {
  const { module, errors } = parseSync(path, source);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message ?? "does not parse"}`);
  const at = (specifier: string, offset: number, entries: readonly { readonly isType: boolean }[]): ImportEdge => ({
    specifier,
    line: lineOf(source, offset),
    typeOnly: entries.length > 0 && entries.every(({ isType }) => isType),
  });
  const imports = [
    ...module.staticImports.map((found) => at(found.moduleRequest.value, found.start, found.entries)),
    ...module.staticExports.flatMap((found) =>
      found.entries.flatMap((entry) =>
        entry.moduleRequest ? [at(entry.moduleRequest.value, found.start, [entry])] : [],
      ),
    ),
    ...module.dynamicImports.flatMap((found) => {
      const text = source.slice(found.moduleRequest.start, found.moduleRequest.end);
      const literal = /^(["'`])(?<specifier>[^$]*)\1$/.exec(text)?.groups?.["specifier"];
      return literal === undefined ? [] : [at(literal, found.start, [])];
    }),
  ];
  return { path, imports: unique(imports) };
}

function unique(imports: readonly ImportEdge[]): ImportEdge[] {
  return [...new Map(imports.map((edge) => [`${edge.specifier}:${edge.line}:${edge.typeOnly}`, edge])).values()];
}

function lineOf(source: string, offset: number): number {
  return source.slice(0, offset).split("\n").length;
}
