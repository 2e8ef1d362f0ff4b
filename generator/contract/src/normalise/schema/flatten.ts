import { limits } from "../../load/limits.js";
import type { IntersectionSchema, Schema } from "../../model/schema.js";
import { become } from "./become.js";
import { mergeSchemas } from "./merge-schemas.js";
import type { SettleContext } from "./settle-context.js";

/** Turns intersections into one schema wherever their members allow it. */
export class Flattener {
  readonly #context: SettleContext;
  readonly #waiting = new Map<Schema, { readonly node: IntersectionSchema; readonly closed: boolean }>();
  readonly #active = new Set<Schema>();

  constructor(context: SettleContext) {
    this.#context = context;
    for (const entry of context.unsettled.intersections) this.#waiting.set(entry.node, entry);
  }

  all(): void {
    for (const { node } of this.#context.unsettled.intersections) this.#settle(node);
  }

  #settle(node: Schema): void {
    const entry = this.#waiting.get(node);
    if (entry === undefined || entry.node.kind !== "intersection") return;
    if (this.#active.has(node) || this.#active.size > limits.depth) return;
    this.#active.add(node);
    const { members } = entry.node;
    const shapes = members.map((member) => this.#shapeOf(member));
    const merged = mergeSchemas(shapes);
    this.#active.delete(node);
    this.#waiting.delete(node);
    if (merged === undefined || node.kind !== "intersection") return;
    const { members: _, kind: __, ...base } = entry.node;
    if (merged.relaxed) this.#context.diagnostics.report("additional-properties-relaxed", node.place, {});
    const closed = entry.closed && merged.schema.kind === "object" ? { additional: false } : {};
    become(node, { ...merged.schema, ...closed, ...base } as Schema);
  }

  /** The schema that a member stands for, flattened itself. */
  #shapeOf(member: Schema): Schema {
    let shape = member;
    for (let hops = 0; shape.kind === "ref" && hops < limits.depth; hops += 1) {
      const next = this.#context.registry.get(shape.name);
      if (next === undefined) return shape;
      shape = next;
    }
    this.#settle(shape);
    return shape;
  }
}
