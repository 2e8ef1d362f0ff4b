import { isDeepStrictEqual } from "node:util";
import { isJsonObject, type Json } from "./json.js";
import { joinPointer } from "./pointer.js";

/** One difference, as a step of a JSON Patch (RFC 6902). */
export type DiffStep =
  | { readonly op: "add" | "replace"; readonly path: string; readonly value: Json }
  | { readonly op: "remove"; readonly path: string };

/** The steps that lead from one value to another, applied in order. Lists are compared by index. */
export function diff(before: Json, after: Json, path = ""): DiffStep[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (isJsonObject(before) && isJsonObject(after)) {
    const removed = Object.keys(before).filter((name) => !Object.hasOwn(after, name));
    const steps = Object.entries(after).flatMap(([name, value]) => {
      const at = joinPointer(path, name);
      const old = Object.hasOwn(before, name) ? before[name] : undefined;
      return old === undefined ? [{ op: "add" as const, path: at, value }] : diff(old, value, at);
    });
    return [...removed.map((name) => ({ op: "remove" as const, path: joinPointer(path, name) })), ...steps];
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    const changed = after
      .slice(0, before.length)
      .flatMap((value: Json, index) => diff(before[index] as Json, value, joinPointer(path, index)));
    const added = after.slice(before.length).map((value: Json) => ({ op: "add" as const, path: `${path}/-`, value }));
    const gone = before
      .slice(after.length)
      .map((_, index) => ({ op: "remove" as const, path: joinPointer(path, before.length - 1 - index) }));
    return [...changed, ...gone, ...added];
  }
  return [{ op: "replace", path, value: after }];
}
