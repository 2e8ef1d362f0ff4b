/**
 * A name that another file or package exports. Putting one into a line of `Code` is what imports it: the import
 * statement is written by the language's syntax, under another local name if two symbols share theirs.
 */
export interface ImportedSymbol {
  /** Name as exported. */
  readonly name: string;
  /** Module, package or file it comes from, spelled as the import statement needs it. */
  readonly from: string;
  /** True when only types use it, for languages that tell the two apart. */
  readonly typeOnly?: true;
  /** Set where the language imports the module and not the name (Go's `json` in `json.Marshal`): the module's local name. */
  readonly qualifier?: string;
}

/** A piece of a line: text, a symbol to import, or pieces one after the other. */
export type Part = string | ImportedSymbol | readonly Part[];

/** A piece that has no pieces. */
export type Atom = string | ImportedSymbol;

/** The pieces of a piece, in order. */
export function atomsOf(part: Part): readonly Atom[] {
  return isList(part) ? part.flatMap(atomsOf) : [part];
}

function isList(part: Part): part is readonly Part[] {
  return Array.isArray(part);
}
