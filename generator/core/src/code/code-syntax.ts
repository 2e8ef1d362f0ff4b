import type { ImportedSymbol } from "./part.js";

/** A symbol with the name it has in the file that imports it. */
export interface Import extends ImportedSymbol {
  /** Local name of the symbol, or of its module if it is qualified. Differs from the exported one after a clash. */
  readonly local: string;
}

/** What `Code` has to know of a language: three spellings. Each language pack has one. */
export interface CodeSyntax {
  /** One step of indentation. */
  readonly indent: string;
  /** The import statements, as lines. Sorted by module, then name; each symbol (or qualified module) once per kind. */
  imports(imports: readonly Import[]): readonly string[];
  /** A doc comment, as lines. Must defuse text that would end the comment. Gets at least one line. */
  comment(lines: readonly string[]): readonly string[];
  /** How a qualified symbol is used, e.g. `json.Marshal`. Needed only by languages that qualify. */
  qualified?(module: string, name: string): string;
}
