import { limits } from "./limits.js";
import { ParseFailure } from "./parse-failure.js";
import type { Lines } from "./source-file.js";

interface Frame {
  readonly node: object;
  readonly children: readonly unknown[];
  next: number;
  size: number;
}

/**
 * Counts the values of a tree in which YAML aliases share nodes, each as often as it is reached.
 *
 * @throws ParseFailure if a node contains itself, the count exceeds `limits.expandedNodes`, or aliases nest too deep.
 */
export function refuseExpansion(root: unknown, lines: Lines): void {
  const sizes = new Map<object, number>();
  const open = new Set<object>();
  const stack: Frame[] = [];
  const lineOf = (node: object) => lines.nodes.get(node) ?? 1;

  const enter = (value: unknown): number => {
    if (typeof value !== "object" || value === null) return 1;
    const known = sizes.get(value);
    if (known !== undefined) return known;
    if (open.has(value)) throw new ParseFailure("alias-circular", lineOf(value));
    if (stack.length >= limits.depth) throw new ParseFailure("nesting-too-deep", lineOf(value));
    open.add(value);
    stack.push({ node: value, children: Object.values(value), next: 0, size: 1 });
    return 0;
  };

  enter(root);
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    if (top.next < top.children.length) {
      top.size += enter(top.children[top.next++]);
    } else {
      stack.pop();
      open.delete(top.node);
      sizes.set(top.node, top.size);
      const parent = stack.at(-1);
      if (parent !== undefined) parent.size += top.size;
    }
    if (top.size > limits.expandedNodes) throw new ParseFailure("expansion-too-large", lineOf(top.node));
  }
}
