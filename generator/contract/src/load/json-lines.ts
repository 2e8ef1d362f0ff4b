import type { Finding } from "./finding.js";
import { limits } from "./limits.js";
import { ParseFailure } from "./parse-failure.js";
import { ScalarLines } from "./scalar-lines.js";
import type { Lines } from "./source-file.js";

const NEWLINE = 0x0a;
const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/**
 * Lines of the nodes of `root`, found by walking over `text` and the tree that was parsed from it in step: one pass that
 * makes no tokens and no values.
 *
 * @throws ParseFailure if the tree is deeper than `limits.depth`, or a number is too large for its parser.
 */
export function jsonLines(text: string, root: unknown): { readonly lines: Lines; readonly findings: Finding[] } {
  const nodes = new Map<object, number>();
  const findings: Finding[] = [];
  const onNode = (node: object, line: number) => void nodes.set(node, line);
  const onRepeated = (key: string, line: number) => void findings.push({ code: "key-repeated", line, key });
  new Walker(text, { onNode, onRepeated }).walk(root);
  let scalars: Map<object, Map<string, number>> | undefined;
  return { lines: { nodes, scalars: () => (scalars ??= scalarLines(text, root)) }, findings };
}

function scalarLines(text: string, root: unknown): Map<object, Map<string, number>> {
  const scalars = new ScalarLines();
  new Walker(text, { onScalar: scalars.add }).walk(root);
  return scalars.byParent;
}

/** What a walk tells of. */
interface Listener {
  onNode?(node: object, line: number): void;
  onScalar?(parent: object, key: string, line: number): void;
  onRepeated?(key: string, line: number): void;
}

/** Offset after the closing quote of the string that opens at `start`. */
export function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(at - 1 - backslashes) === BACKSLASH) backslashes += 1;
    if (backslashes % 2 === 0) return at + 1;
  }
  return text.length;
}

class Walker {
  #at = 0;
  #line = 1;
  #depth = 0;

  constructor(
    readonly text: string,
    readonly listener: Listener,
  ) {}

  walk(root: unknown): void {
    this.#value(root, this.#space());
  }

  /** Steps over white space and says on which line the next token stands. */
  #space(): number {
    for (;;) {
      const char = this.text.charCodeAt(this.#at);
      if (char === NEWLINE) this.#line += 1;
      else if (char !== 0x20 && char !== 0x0d && char !== 0x09 && char !== 0xfeff) return this.#line;
      this.#at += 1;
    }
  }

  #value(value: unknown, line: number): void {
    const char = this.text.charCodeAt(this.#at);
    const node = typeof value === "object" && value !== null ? value : undefined;
    if (char === OPEN_OBJECT || char === OPEN_LIST) {
      this.#depth += 1;
      if (this.#depth > limits.depth) throw new ParseFailure("nesting-too-deep", this.#line);
      if (node !== undefined) this.listener.onNode?.(node, line);
      this.#at += 1;
      if (char === OPEN_OBJECT) this.#object(node as Readonly<Record<string, unknown>> | undefined);
      else this.#list(node as readonly unknown[] | undefined);
      this.#at += 1;
      this.#depth -= 1;
    } else if (char === QUOTE) {
      this.#at = endOfString(this.text, this.#at);
    } else {
      if (typeof value === "number" && !Number.isFinite(value))
        throw new ParseFailure("syntax-invalid", this.#line, "a number is too large");
      this.#literal();
    }
  }

  #object(node: Readonly<Record<string, unknown>> | undefined): void {
    this.#space();
    const begin = { at: this.#at, line: this.#line };
    let members = 0;
    while (this.text.charCodeAt(this.#at) !== CLOSE_OBJECT) {
      const { key, line } = this.#member();
      const value = node !== undefined && Object.hasOwn(node, key) ? node[key] : undefined;
      if (node !== undefined && typeof value !== "object") this.listener.onScalar?.(node, key, line);
      this.#value(value, line);
      this.#separator();
      members += 1;
    }
    if (node !== undefined && this.listener.onRepeated !== undefined && members > Object.keys(node).length)
      this.#repeated(begin);
  }

  /** Walks over an object again, because its members are more than its keys. */
  #repeated({ at, line: first }: { readonly at: number; readonly line: number }): void {
    this.#at = at;
    this.#line = first;
    const seen = new Set<string>();
    while (this.text.charCodeAt(this.#at) !== CLOSE_OBJECT) {
      const { key, line } = this.#member();
      if (seen.has(key)) this.listener.onRepeated?.(key, line);
      seen.add(key);
      this.#value(undefined, line);
      this.#separator();
    }
  }

  /** Steps over a key and its colon. */
  #member(): { readonly key: string; readonly line: number } {
    const start = this.#at;
    const line = this.#line;
    this.#at = endOfString(this.text, start);
    const key = this.#key(start);
    this.#space();
    this.#at += 1;
    this.#space();
    return { key, line };
  }

  #list(node: readonly unknown[] | undefined): void {
    this.#space();
    for (let index = 0; this.text.charCodeAt(this.#at) !== CLOSE_LIST; index += 1) {
      if (node !== undefined && typeof node[index] !== "object")
        this.listener.onScalar?.(node, String(index), this.#line);
      this.#value(node?.[index], this.#line);
      this.#separator();
    }
  }

  #key(start: number): string {
    const raw = this.text.slice(start + 1, this.#at - 1);
    return raw.includes("\\") ? (JSON.parse(`"${raw}"`) as string) : raw;
  }

  #separator(): void {
    this.#space();
    if (this.text.charCodeAt(this.#at) !== COMMA) return;
    this.#at += 1;
    this.#space();
  }

  #literal(): void {
    for (;;) {
      const char = this.text.charCodeAt(this.#at);
      if (char !== char || char === COMMA || char === CLOSE_OBJECT || char === CLOSE_LIST || char <= 0x20) return;
      this.#at += 1;
    }
  }
}
