import type { Json } from "@parlance/contract";
import { isObject, isScalar } from "../values/json-kinds.js";
import { type Answer, headerValues, jsonOf } from "./exchange.js";

/** An id that an answer tells. */
export interface Told {
  readonly id: Json;
  /** True if the answer says so in words of HTTP or of the document; otherwise it is the likeliest of its members. */
  readonly sure: boolean;
}

/** The id of what a `POST` to a collection created: from `Location` if that leads below it, else from the body. */
export function createdId(answer: Answer, collection: string): Told | undefined {
  const [location] = headerValues(answer, "location");
  const body = jsonOf(answer)?.value;
  const [parent, segment] = location === undefined ? [] : segmentsOf(location).slice(-2);
  if (segment !== undefined && parent === segmentsOf(collection).at(-1)) return { id: segment, sure: true };
  const id = idOf(body);
  if (id !== undefined) return { id, sure: isObject(body) && body["id"] === id };
  const last = location === undefined ? undefined : segmentsOf(location).at(-1);
  return last === undefined ? undefined : { id: last, sure: false };
}

/** The member by which resources are known: `id`, else the only one that is called `…Id`, else `name` or `key`. */
export function idOf(value: Json | undefined): Json | undefined {
  if (!isObject(value)) return undefined;
  const ids = Object.keys(value).filter((name) => /(?:Id|_id)$/u.test(name));
  const name = ["id", ...(ids.length === 1 ? ids : []), "name", "key"].find((each) => isScalar(value[each]));
  return name === undefined ? undefined : value[name];
}

/** The list that an answer holds: itself, or the only member that is a list. */
export function itemsOf(value: Json | undefined): readonly Json[] {
  if (Array.isArray(value)) return value;
  if (!isObject(value)) return [];
  const lists = Object.values(value).filter((each) => Array.isArray(each));
  return lists.length === 1 ? (lists[0] as readonly Json[]) : [];
}

function segmentsOf(location: string): readonly string[] {
  const path = location.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/iu, "").split(/[?#]/u)[0] ?? "";
  return path
    .split("/")
    .filter((each) => each !== "")
    .map(decoded);
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
