import type { CodeSyntax } from "./code-syntax.js";
import { type Atom, atomsOf, type Part } from "./part.js";
import { resolveImports } from "./resolve-imports.js";

/** Indentation depth and content of one line; the symbols in it get their local names when the file is printed. */
interface Line {
  readonly depth: number;
  readonly atoms: readonly Atom[];
}

/**
 * The text of one source file while it is printed. It knows lines, indentation, doc comments and the symbols to import,
 * and nothing of any language: that is in `CodeSyntax`.
 *
 * Printers are functions that add to a `Code` or return one; `print` gives the text with all imports at the top.
 */
export class Code {
  readonly #syntax: CodeSyntax;
  readonly #lines: Line[] = [];
  readonly #declared = new Set<string>();
  #depth = 0;

  constructor(syntax: CodeSyntax) {
    this.#syntax = syntax;
  }

  /** Adds one line. Text with `\n` continues on further lines at the same indentation. */
  line(...parts: readonly Part[]): this {
    for (const atoms of splitLines(atomsOf(parts))) {
      this.#lines.push({ depth: this.#depth, atoms });
    }
    return this;
  }

  /** Adds an empty line; never two in a row, and none at the beginning. */
  blank(): this {
    const last = this.#lines.at(-1);
    if (last !== undefined && last.atoms.length > 0) {
      this.#lines.push({ depth: 0, atoms: [] });
    }
    return this;
  }

  /** Runs `body` one step further in. */
  indented(body: (code: this) => void): this {
    this.#depth += 1;
    body(this);
    this.#depth -= 1;
    return this;
  }

  /** Adds `open`, the body one step further in, and `close`. */
  block(open: Part, close: Part, body: (code: this) => void): this {
    return this.line(open).indented(body).line(close);
  }

  /** Adds a doc comment. Nothing is added if the text is absent or blank. */
  doc(text: string | undefined): this {
    const trimmed = text?.replaceAll("\r\n", "\n").trim();
    if (trimmed !== undefined && trimmed !== "") {
      const lines = trimmed.split("\n").map((each) => each.trimEnd());
      this.#syntax.comment(lines).forEach((each) => this.#lines.push({ depth: this.#depth, atoms: [each] }));
    }
    return this;
  }

  /** Adds everything of `other` at the present indentation. */
  append(other: Code): this {
    for (const { depth, atoms } of other.#lines) {
      this.#lines.push({ depth: this.#depth + depth, atoms });
    }
    other.#declared.forEach((each) => this.#declared.add(each));
    return this;
  }

  /** Reserves a name that this file declares itself: an imported symbol of the same name gets another local name. */
  declare(name: string): this {
    this.#declared.add(name);
    return this;
  }

  /** The file: `header` lines, import statements, an empty line, then what was added. Ends with one line end. */
  print(header: readonly string[] = []): string {
    const { imports, use } = resolveImports({
      symbols: this.#lines.flatMap(({ atoms }) => atoms.filter((each) => typeof each !== "string")),
      declared: this.#declared,
      syntax: this.#syntax,
    });
    const body = this.#lines.map(({ depth, atoms }) => {
      const text = atoms.map((each) => (typeof each === "string" ? each : use(each))).join("");
      return text === "" ? "" : this.#syntax.indent.repeat(depth) + text;
    });
    const head = imports.length === 0 ? [] : this.#syntax.imports(imports);
    const sections = [header, head, body].filter((each) => each.length > 0);
    return `${sections
      .map((each) => each.join("\n"))
      .join("\n\n")
      .trimEnd()}\n`;
  }
}

/** Cuts the text of the atoms at its line ends. */
function splitLines(atoms: readonly Atom[]): readonly (readonly Atom[])[] {
  if (!atoms.some((each) => typeof each === "string" && each.includes("\n"))) {
    return [atoms];
  }
  const lines: Atom[][] = [[]];
  for (const atom of atoms) {
    const pieces = typeof atom === "string" ? atom.split("\n") : [atom];
    pieces.forEach((piece, index) => (index === 0 ? lines.at(-1)?.push(piece) : lines.push([piece])));
  }
  return lines;
}
