import type { Entry } from "./entry.js";

/** Whose point of view the operations of an AsyncAPI 3 document take. */
export type Perspective = "client" | "server";

/** The document with the perspective that the user gives it, if it has none of its own. */
export function withPerspective(entry: Entry, perspective: Perspective | undefined): Entry {
  const { kind, root } = entry;
  if (kind !== "asyncapi" || perspective === undefined || Object.hasOwn(root.value, extension)) return entry;
  return { ...entry, root: { ...root, value: { ...root.value, [extension]: perspective } } };
}

const extension = "x-parlance-perspective";
