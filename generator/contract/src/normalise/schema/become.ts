import type { Schema } from "../../model/schema.js";

/**
 * Turns a schema node into another kind in place.
 *
 * Whether an `allOf` is one object is known only when every schema it refers to has been read; by then other nodes hold
 * this one. Nothing outside `settle` may call it: to readers of a Contract nodes are constant.
 */
export function become(node: Schema, next: Schema): void {
  const target: Record<string, unknown> = node as never;
  for (const key of Object.keys(target)) delete target[key];
  Object.assign(target, next);
}
