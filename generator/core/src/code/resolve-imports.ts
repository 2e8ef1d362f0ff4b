import type { CodeSyntax, Import } from "./code-syntax.js";
import type { ImportedSymbol } from "./part.js";

/** The imports of a file, and how each symbol is written where it is used. */
export interface ResolvedImports {
  readonly imports: readonly Import[];
  use(symbol: ImportedSymbol): string;
}

/**
 * Gives every symbol its local name: its own, or with a number if the file declares that name or has imported another
 * symbol of that name before. Symbols are served in the order of their first use, so the result does not depend on
 * anything but the text. A symbol used both as a value and as a type is imported as a value.
 */
export function resolveImports({
  symbols,
  declared,
  syntax,
}: {
  readonly symbols: readonly ImportedSymbol[];
  readonly declared: ReadonlySet<string>;
  readonly syntax: CodeSyntax;
}): ResolvedImports {
  const taken = new Set(declared);
  const imports = new Map<string, Import>();
  for (const symbol of symbols) {
    const key = keyOf(symbol);
    const known = imports.get(key);
    if (known === undefined) {
      const local = freeName(symbol.qualifier ?? symbol.name, taken);
      taken.add(local);
      imports.set(key, { ...symbol, local });
    } else if (known.typeOnly === true && symbol.typeOnly !== true) {
      imports.set(key, { ...symbol, local: known.local });
    }
  }
  return {
    imports: [...imports.values()].toSorted((a, b) => compare(a.from, b.from) || compare(a.name, b.name)),
    use(symbol) {
      const local = imports.get(keyOf(symbol))?.local ?? symbol.name;
      return symbol.qualifier === undefined
        ? local
        : (syntax.qualified?.(local, symbol.name) ?? `${local}.${symbol.name}`);
    },
  };
}

function keyOf({ from, name, qualifier }: ImportedSymbol): string {
  return qualifier === undefined ? `${from}\0${name}` : from;
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  let candidate = name;
  for (let number = 2; taken.has(candidate); number += 1) {
    candidate = `${name}${number}`;
  }
  return candidate;
}

function compare(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}
