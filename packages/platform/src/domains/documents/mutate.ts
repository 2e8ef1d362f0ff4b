import { isDeepStrictEqual } from "node:util";
import { isJsonObject, type Json, type JsonObject } from "../../json/json.js";
import { parsePointer } from "../../json/pointer.js";
import { problem } from "../../problem/platform-error.js";

/** One step of a mutation, as the contract's `Mutation`. */
export interface Mutation {
  readonly op: string;
  readonly path: string;
  readonly value?: Json;
  readonly from?: string;
}

/** A value while it is being changed. */
type Draft = null | boolean | number | string | Draft[] | { [name: string]: Draft };
type Container = Draft[] | { [name: string]: Draft };

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

type Refuse = (message: string) => Error;

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

/** A place in the data, by its pointer. */
class Place {
  readonly #root: { data: Draft };
  readonly #parents: readonly string[];
  readonly #name: string;
  readonly #refused: Refuse;

  constructor(root: { data: Draft }, pointer: string, refused: Refuse) {
    const path = ["data", ...parsePointer(pointer)];
    if (path.includes("__proto__")) throw refused('The member "__proto__" is not allowed.');
    this.#root = root;
    this.#name = path.at(-1) ?? "data";
    this.#parents = path.slice(0, -1);
    this.#refused = refused;
  }

  /** How many levels the place lies below the data. */
  get depth(): number {
    return this.#parents.length;
  }

  get(): Draft | undefined {
    const parent = this.#parent(false);
    return parent === undefined ? undefined : read(parent, this.#name);
  }

  require(): Draft {
    const value = this.get();
    if (value === undefined) throw this.#refused("There is nothing at the place.");
    return value;
  }

  /** Puts a value, and makes missing parents. */
  set(value: Draft): void {
    const parent = this.#parent(true);
    if (!Array.isArray(parent)) {
      parent[this.#name] = value;
      return;
    }
    const index = this.#name === "-" ? parent.length : indexOf(this.#name, parent.length);
    if (index === undefined) throw this.#refused("The index lies outside the list.");
    parent[index] = value;
  }

  insert(value: Draft): void {
    const parent = this.#parent(false);
    if (!Array.isArray(parent)) throw this.#refused("Only a list takes an insert.");
    const index = this.#name === "-" ? parent.length : indexOf(this.#name, parent.length);
    if (index === undefined) throw this.#refused("The index lies outside the list.");
    parent.splice(index, 0, value);
  }

  take(): Draft {
    const value = this.require();
    const parent = this.#parent(false);
    if (Array.isArray(parent)) parent.splice(Number(this.#name), 1);
    else if (parent !== undefined) delete parent[this.#name];
    return value;
  }

  /** The list at the place; a missing one is made. */
  list(): Draft[] {
    const value = this.get();
    if (Array.isArray(value)) return value;
    if (value !== undefined) throw this.#refused("The value there is no list.");
    const made: Draft[] = [];
    this.set(made);
    return made;
  }

  #parent(make: true): Container;
  #parent(make: boolean): Container | undefined;
  #parent(make: boolean): Container | undefined {
    let container: Container = this.#root as Container;
    for (const name of this.#parents) {
      let next: Draft | undefined = read(container, name);
      if (next === undefined && make && !Array.isArray(container)) container[name] = next = {};
      if (next === undefined && !make) return undefined;
      if (typeof next !== "object" || next === null)
        throw this.#refused("A value on the way is neither an object nor a list.");
      container = next;
    }
    return container;
  }
}

function read(container: Container, name: string): Draft | undefined {
  if (!Array.isArray(container)) return Object.hasOwn(container, name) ? container[name] : undefined;
  const index = indexOf(name, container.length - 1);
  return index === undefined ? undefined : container[index];
}

function indexOf(name: string, last: number): number | undefined {
  return /^(0|[1-9]\d{0,8})$/u.test(name) && Number(name) <= last ? Number(name) : undefined;
}

function copy(value: Json): Draft {
  return structuredClone(value) as Draft;
}

function refuse(index: number, message: string): Error {
  return problem("unprocessable", `Step ${index} does not fit: ${message}`, {
    errors: [{ pointer: `/mutations/${index}`, code: "invalid", message }],
  });
}
