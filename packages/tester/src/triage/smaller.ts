import type { Json } from "@parlance/contract";
import { isObject } from "../values/json-kinds.js";
import { pointerTo } from "../values/pointer.js";

/** JSON pointers to everything in a value that could be left out: members of objects and items of lists, the outer ones first. */
export function places(value: Json, pointer = ""): readonly string[] {
  const inner = entriesOf(value).map(([name, each]) => [`${pointer}${pointerTo(name)}`, each] as const);
  return [...inner.map(([place]) => place), ...inner.flatMap(([place, each]) => places(each, place))];
}

/** The value without what stands at some pointers, which count as they did before. */
export function withoutPlaces(value: Json, dropped: ReadonlySet<string>, pointer = ""): Json {
  const kept = entriesOf(value)
    .map(([name, each]) => [name, each, `${pointer}${pointerTo(name)}`] as const)
    .filter(([, , place]) => !dropped.has(place))
    .map(([name, each, place]) => [name, withoutPlaces(each, dropped, place)] as const);
  if (Array.isArray(value)) return kept.map(([, each]) => each);
  return isObject(value) ? Object.fromEntries(kept) : value;
}

/** Scalars of a value, with their pointers; those at which nothing simpler can stand are left out. */
export function leaves(
  value: Json,
  pointer = "",
): readonly { readonly pointer: string; readonly simpler: readonly Json[] }[] {
  if (typeof value === "object" && value !== null)
    return entriesOf(value).flatMap(([name, each]) => leaves(each, `${pointer}${pointerTo(name)}`));
  const simpler = simplerThan(value);
  return simpler.length === 0 ? [] : [{ pointer, simpler }];
}

/** Simpler values of the same type, the simplest first. */
function simplerThan(value: Json): readonly Json[] {
  if (value === true) return [false];
  if (typeof value === "number")
    return [0, 1, Math.trunc(value / 2), Math.trunc(value)].filter((each) => Math.abs(each) < Math.abs(value));
  if (typeof value !== "string") return [];
  const half = value.slice(0, Math.ceil(value.length / 2));
  const plain = "a".repeat(value.length);
  return ["", "a", half, ...(/^a*$/u.test(value) ? [] : [plain])].filter(
    (each) => each.length < value.length || each === plain,
  );
}

function entriesOf(value: Json): readonly (readonly [string, Json])[] {
  if (Array.isArray(value)) return value.map((each: Json, index) => [String(index), each] as const);
  return isObject(value) ? Object.entries(value) : [];
}
