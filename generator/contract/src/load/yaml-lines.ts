import { type Event, EVENT_ID, getScalarValue } from "js-yaml";

import type { Json } from "../model/json.js";
import { ParseFailure } from "./parse-failure.js";
import { ScalarLines } from "./scalar-lines.js";
import type { Lines } from "./source-file.js";

/** Lines of the nodes of `root`, found by walking over the parser's events and the tree made from them in step. */
export function yamlLines(text: string, events: readonly Event[], root: Json): Lines {
  const nodes = new Map<object, number>();
  new Walker(text, events, (node, line) => {
    if (!nodes.has(node)) nodes.set(node, line);
  }).walk(root);
  let scalars: Map<object, Map<string, number>> | undefined;
  return { nodes, scalars: () => (scalars ??= scalarLines(text, events, root)) };
}

function scalarLines(text: string, events: readonly Event[], root: Json): Map<object, Map<string, number>> {
  const scalars = new ScalarLines();
  new Walker(text, events, () => undefined, scalars.add).walk(root);
  return scalars.byParent;
}

class Walker {
  #next = 1;
  #offset = 0;
  #line = 1;

  constructor(
    readonly text: string,
    readonly events: readonly Event[],
    readonly onNode: (node: object, line: number) => void,
    readonly onScalar?: (parent: object, key: string, line: number) => void,
  ) {}

  walk(root: Json): void {
    this.#value(root, undefined);
  }

  /** Events come in the order of the text, so lines are counted forward only. */
  #lineAt(offset: number): number {
    for (let at = this.text.indexOf("\n", this.#offset); at >= 0 && at < offset; at = this.text.indexOf("\n", at + 1)) {
      this.#line += 1;
      this.#offset = at + 1;
    }
    return this.#line;
  }

  #value(value: unknown, keyLine: number | undefined): void {
    const event = this.events[this.#next++];
    if (event === undefined) return;
    if (typeof value === "number" && !Number.isFinite(value))
      throw new ParseFailure("syntax-invalid", keyLine ?? this.#scalarLine(event), `${value} is no number in JSON`);
    if (event.type !== EVENT_ID.MAPPING && event.type !== EVENT_ID.SEQUENCE) return;
    const line = keyLine ?? this.#lineAt(event.start);
    const node = typeof value === "object" && value !== null ? value : undefined;
    if (node !== undefined) this.onNode(node, line);
    if (event.type === EVENT_ID.MAPPING) this.#mapping(node as Readonly<Record<string, unknown>> | undefined);
    else this.#sequence(node as readonly unknown[] | undefined);
    this.#next += 1;
  }

  #scalarLine(event: Event): number {
    return event.type === EVENT_ID.SCALAR ? this.#lineAt(event.valueStart) : this.#line;
  }

  #mapping(node: Readonly<Record<string, unknown>> | undefined): void {
    for (let event = this.events[this.#next]; event !== undefined && event.type !== EVENT_ID.POP;) {
      const key = event.type === EVENT_ID.SCALAR ? getScalarValue(this.text, event) : undefined;
      const line = event.type === EVENT_ID.SCALAR ? this.#lineAt(event.valueStart) : undefined;
      this.#value(undefined, undefined);
      const value = node !== undefined && key !== undefined && Object.hasOwn(node, key) ? node[key] : undefined;
      if (this.onScalar !== undefined && node !== undefined && key !== undefined && typeof value !== "object")
        this.onScalar(node, key, line ?? this.#line);
      this.#value(value, line);
      event = this.events[this.#next];
    }
  }

  #sequence(node: readonly unknown[] | undefined): void {
    for (let index = 0; ; index += 1) {
      const event = this.events[this.#next];
      if (event === undefined || event.type === EVENT_ID.POP) return;
      if (this.onScalar !== undefined && node !== undefined && event.type === EVENT_ID.SCALAR)
        this.onScalar(node, String(index), this.#lineAt(event.valueStart));
      this.#value(node?.[index], undefined);
    }
  }
}
