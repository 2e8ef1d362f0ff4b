import type { Part } from "./part.js";

/**
 * Pieces as a template: part`Promise<${page}>` is one `Part` that remembers the symbols in it.
 *
 * Printers of expressions and types return parts, so that whoever places them in a line gets their imports too.
 */
export function part(texts: TemplateStringsArray, ...values: readonly Part[]): Part {
  return texts.map((text, index) => [text, values[index] ?? ""]);
}

/** Pieces with a separator between them, like `Array.join`. */
export function joined(parts: readonly Part[], separator: string): Part {
  return parts.map((each, index) => (index === 0 ? each : [separator, each]));
}
