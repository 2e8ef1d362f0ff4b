import type { Json } from "@parlance/contract";
import { isObject, memberIn } from "./json-kinds.js";

/** The value to which a JSON pointer leads; undefined if there is none. */
export function valueAt(value: Json | undefined, pointer: string): Json | undefined {
  return namesOf(pointer).reduce<Json | undefined>(
    (at, name) => (isObject(at) ? memberIn(at, name) : isList(at) ? at[Number(name)] : undefined),
    value,
  );
}

/** The value with another one where a JSON pointer leads. Objects on the way that are missing are made. */
export function withValueAt(value: Json | undefined, pointer: string, put: Json): Json {
  const [name, ...rest] = namesOf(pointer);
  if (name === undefined) return put;
  const inner = rest.map(pointerTo).join("");
  if (isList(value)) return value.map((item, index) => (index === Number(name) ? withValueAt(item, inner, put) : item));
  const members = isObject(value) ? value : {};
  return { ...members, [name]: withValueAt(memberIn(members, name), inner, put) };
}

/** The JSON pointer to a member of an object (RFC 6901, section 3). */
export function pointerTo(name: string): string {
  return `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

/** The names that a JSON pointer leads through; none for the pointer to the whole. */
export function namesOf(pointer: string): readonly string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((name) => name.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** True for the pointer to a place, and to all that stands in it. */
export function isWithin(pointer: string, place: string): boolean {
  return `${pointer}/`.startsWith(`${place}/`);
}

/** The pointer with `*` for each index of a list: places that differ by these only are one. */
export function withAnyIndex(pointer: string): string {
  return pointer.replaceAll(/\/\d+(?=\/|$)/gu, "/*");
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
