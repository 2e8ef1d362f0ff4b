import { isDeepStrictEqual } from "node:util";
import { isJsonObject, type Json, type JsonObject } from "../../json/json.js";
import { problem } from "../../problem/platform-error.js";
import { type Draft, Place, type Refuse } from "./place.js";

/** One step of a mutation, as the contract's `Mutation`. */
export interface Mutation {
  readonly op: string;
  readonly path: string;
  readonly value?: Json;
  readonly from?: string;
}

/**
 * Applies steps to a document's data, all or none; the data itself is left as it was. Throws `unprocessable` that points at
 * the step that does not fit, or `payload_too_large`.
 */
export function mutate(data: JsonObject, mutations: readonly Mutation[], maxBytes: number): JsonObject {
  const root = { data: structuredClone(data) as Draft };
  for (const [index, mutation] of mutations.entries()) {
    const refused: Refuse = (message) => refuse(index, message);
    apply(root, mutation, refused);
    if (mutation.op === "copy") requireBytes(root.data, maxBytes);
  }
  const result = root.data as Json;
  if (!isJsonObject(result)) throw refuse(mutations.length - 1, "The data of a document is an object.");
  return result;
}

/** As deep as a body may be. */
const maxDepth = 64;

/** Copies of copies grow with every step, so this cannot wait until the last one. */
function requireBytes(data: Draft, maxBytes: number): void {
  if (Buffer.byteLength(JSON.stringify(data)) <= maxBytes) return;
  throw problem("payload_too_large", `The data of a document is at most ${maxBytes} bytes of JSON.`);
}

function deeperThan(levels: number, value: Draft): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels <= 0 || Object.values(value).some((inner) => deeperThan(levels - 1, inner));
}

function apply(root: { data: Draft }, mutation: Mutation, refused: Refuse): void {
  const { op, value = null } = mutation;
  const place = new Place(root, mutation.path, refused);
  const fitting = (draft: Draft, levels = place.depth): Draft => {
    if (levels <= maxDepth && !deeperThan(maxDepth - levels, draft)) return draft;
    throw refused(`The data would be nested more than ${maxDepth} levels deep.`);
  };
  switch (op) {
    case "set":
      return place.set(fitting(copy(value)));
    case "append":
      return void place.list().push(fitting(copy(value), place.depth + 1));
    case "prepend":
      return void place.list().unshift(fitting(copy(value), place.depth + 1));
    case "insert":
      return place.insert(fitting(copy(value)));
    case "pull": {
      const list = place.list();
      return void list.splice(0, list.length, ...list.filter((item) => !isDeepStrictEqual(item, value)));
    }
    case "test":
      if (!isDeepStrictEqual(place.get(), value)) throw refused("The value is another one.");
      return;
    case "remove":
      return void place.take();
    case "move":
      return place.set(fitting(new Place(root, mutation.from ?? "", refused).take()));
    case "copy":
      return place.set(fitting(copy(new Place(root, mutation.from ?? "", refused).require() as Json)));
    default:
      return place.set(calculate(op, place.get() ?? 0, value, refused));
  }
}

function calculate(op: string, current: Draft, value: Json, refused: Refuse): number {
  if (typeof current !== "number" || typeof value !== "number") throw refused("The value there is no number.");
  const result = {
    increment: current + value,
    multiply: current * value,
    min: Math.min(current, value),
    max: Math.max(current, value),
  }[op];
  if (result === undefined || !Number.isFinite(result) || (Number.isInteger(result) && !Number.isSafeInteger(result)))
    throw refused("The result is too large for a number.");
  return result;
}

function copy(value: Json): Draft {
  return structuredClone(value) as Draft;
}

function refuse(index: number, message: string): Error {
  return problem("unprocessable", `Step ${index} does not fit: ${message}`, {
    errors: [{ pointer: `/mutations/${index}`, code: "invalid", message }],
  });
}
